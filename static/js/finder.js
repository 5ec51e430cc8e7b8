// Search over everything. Ctrl-K or ⌘K opens the dialog; ↑ and ↓ walk from the field through what was found.
// Enter in the field opens the first row, once the rows are those of the words typed; else it asks for the page.
const dialog = document.querySelector("#finder");

function open(event) {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || !dialog) return;
  event.preventDefault();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input").select();
}

function walk(event, box) {
  const input = box.querySelector("[data-finder] input");
  const stops = [input, ...box.querySelectorAll("[data-hit]")];
  const at = stops.indexOf(event.target);
  if (at < 0) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : stops.length - 1;
  stops[(at + step) % stops.length].focus();
}

document.addEventListener("keydown", (event) => {
  open(event);
  const box = event.target.closest?.(".finder");
  if (box && (event.key === "ArrowDown" || event.key === "ArrowUp")) walk(event, box);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-finder]")) return;
  const words = event.target.elements.q.value.trim().replace(/\s+/g, " ");
  const found = event.target.closest(".finder").querySelector("[data-found]");
  const first = found?.dataset.found === words && words ? found.querySelector("[data-hit]") : null;
  if (!first || event.submitter) return;
  event.preventDefault();
  first.click();
});
