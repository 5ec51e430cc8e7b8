// The board of the pipeline: a card is dragged to another column, or sent there with Shift and an arrow key.
// Both fill in and send the card's own form, so the server decides, as it does without script.
let dragged = null;

function send(card, column) {
  const form = card.querySelector("form");
  const stage = form.elements.stage;
  stage.value = column.dataset.column;
  if (stage.value !== column.dataset.column || card.closest("[data-column]") === column) return;
  card.classList.add("is-moving");
  window.htmx?.process(form); // on a board that has just come back it may not have looked at the form yet
  form.requestSubmit();
}

function target(event) {
  const column = dragged && event.target.closest("[data-column]");
  return column && !column.contains(dragged) ? column : null;
}

function over(column) {
  for (const other of document.querySelectorAll(".board-column.is-over")) {
    if (other !== column) other.classList.remove("is-over");
  }
  column?.classList.add("is-over");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-card]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("a").textContent);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const column = target(event);
  if (column) event.preventDefault();
  if (dragged) over(column);
});

document.addEventListener("drop", (event) => {
  const column = target(event);
  if (!column) return;
  event.preventDefault();
  send(dragged, column);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  over(null);
});

document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" }[event.key];
  const card = event.target.closest?.("[data-card]");
  if (!way || !event.shiftKey || !card || event.target.matches("select, input")) return;
  event.preventDefault();
  const column = card.closest("[data-column]")[way];
  if (column) send(card, column);
});

// The board comes back whole; htmx gives the focus back to what has its id, which the name of a card does.
document.addEventListener("submit", (event) => {
  event.target.closest("[data-card]")?.querySelector("a").focus({ preventScroll: true });
});
document.addEventListener("htmx:afterRequest", (event) => {
  event.target.closest?.("[data-card]")?.classList.remove("is-moving");
});
