// <button data-dismiss>: takes its toast away. Successes leave by themselves after eight seconds;
// warnings and errors stay until read. Hovering or focusing a toast keeps it.
const LINGER_MS = 8000;

function linger(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(() => linger(toast), LINGER_MS);
  else toast.remove();
}

function watch(toast) {
  if (toast.matches(".is-success, .is-info")) setTimeout(() => linger(toast), LINGER_MS);
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".toast")?.remove();
});

const box = document.querySelector(".toasts");
if (box) {
  box.querySelectorAll(".toast").forEach(watch);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node.classList?.contains("toast")) watch(node);
    }
  }).observe(box, { childList: true });
}
