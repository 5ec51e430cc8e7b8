// <button data-copy="#id"><span data-copy-label data-copied="Copied">Copy: copies that element's value or text, and says
// so for two seconds, in the words of the page.
function textOf(source) {
  return "value" in source ? source.value : source.textContent.trim();
}

async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(textOf(source));
  } catch {
    getSelection().selectAllChildren(source); // Refused: leave it selected for Ctrl-C.
    return;
  }
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  label.textContent = label.dataset.copied ?? before;
  button.classList.add("is-copied");
  setTimeout(() => {
    label.textContent = before;
    button.classList.remove("is-copied");
  }, 2000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button && !button.classList.contains("is-copied")) copy(button);
});

// Without a secure origin there is no clipboard; the button would lie, so it goes.
if (!navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = true;
}
