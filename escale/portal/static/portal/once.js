/* A form that commits to something is sent once: the second click is not even sent. */
/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-once]");

forms.forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
  });
  // Back by the browser's button: the form may be sent again.
  window.addEventListener("pageshow", () => delete form.dataset.sent);
});
