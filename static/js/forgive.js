// An error goes as soon as its field is changed; the server judges again when the form is sent.
function forgive(event) {
  const control = event.target;
  if (!control.matches?.("input, textarea, select")) return;
  control.removeAttribute("aria-invalid");
  const place = control.closest(".field, .pick");
  for (const list of place?.querySelectorAll(".errorlist") ?? []) list.remove();
  const group = control.closest("fieldset.group");
  for (const list of group?.querySelectorAll(":scope > .errorlist") ?? []) list.remove();
}

document.addEventListener("input", forgive);
document.addEventListener("change", forgive);
