/* A file dropped on the form is as good as one chosen in it; either is sent at once. */
/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-drop]");

forms.forEach((form) => {
  /** @type {HTMLInputElement | null} */
  const input = form.querySelector("input[type=file]");
  /** @param {boolean} is */
  const over = (is) => form.classList.toggle("is-over", is);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!input || !event.dataTransfer) return;
    input.files = event.dataTransfer.files;
    if (input.files.length) form.requestSubmit();
  });
});
