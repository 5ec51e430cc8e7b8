// Ctrl-K or ⌘K moves to the search field.
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
  const field = document.querySelector("[data-search]");
  if (!field || !field.checkVisibility()) return;
  event.preventDefault();
  field.select();
});
