// Classic script, loaded in <head> before paint, so a chosen theme never flashes.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage can be blocked by the browser; the system theme then stays.
  }
})();
