// <a href="/full/page" data-dialog="#id">: opens the <dialog> instead of the page it falls back to.
// <button data-close>: closes the dialog around it. A click on the backdrop closes too.
function opener(event) {
  const link = event.target.closest("[data-dialog]");
  const dialog = link && document.querySelector(link.dataset.dialog);
  if (!dialog || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  dialog.showModal();
}

function closer(event) {
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
}

document.addEventListener("click", opener);
document.addEventListener("click", closer);
