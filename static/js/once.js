// A form sends once; a second click while the first is under way does nothing. The server holds the
// promise without script too: this only spares a double click its surprise. Opt out: <form data-repeat>.
const HTMX = "[hx-post], [hx-put], [hx-patch], [hx-delete]";

function mark(form, button) {
  form.dataset.sent = "yes";
  button?.setAttribute("aria-busy", "true");
}

function settle(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "repeat" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!form.matches(HTMX)) {
    mark(form, event.submitter);
  }
}, true);

// With htmx the request may still be declined at hx-confirm, so the mark comes with the request.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("form") && event.detail.requestConfig.verb !== "get") {
    mark(event.target, event.detail.requestConfig.triggeringEvent?.submitter);
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches("form")) settle(event.target);
});

// Back from the browser's page cache: the form is fresh again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(settle);
});
