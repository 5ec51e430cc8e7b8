// <input type="checkbox" data-select-all>: ticks every .select in its form.
function boxes(form) {
  return [...form.querySelectorAll("input.select")];
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form) return;
  const all = form.querySelector("[data-select-all]");
  if (event.target === all) {
    for (const box of boxes(form)) box.checked = all.checked;
  } else if (all && event.target.matches(".select")) {
    const ticked = boxes(form).filter((box) => box.checked).length;
    all.checked = ticked === boxes(form).length;
    all.indeterminate = ticked > 0 && !all.checked;
  }
});
