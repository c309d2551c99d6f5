/* A file dropped on the form is as good as one chosen in it; either is sent at once. */
document.querySelectorAll("[data-drop]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  const over = (is) => form.classList.toggle("is-over", is);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    input.files = event.dataTransfer.files;
    if (input.files.length) form.requestSubmit();
  });
});
