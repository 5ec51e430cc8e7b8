// <button data-theme-toggle>: light ↔ dark, remembered on this device.
const root = document.documentElement;

function current() {
  return root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function remember(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Blocked storage: the choice lasts until the next page.
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  root.dataset.theme = current() === "dark" ? "light" : "dark";
  remember(root.dataset.theme);
});
