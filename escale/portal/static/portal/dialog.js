// What another page would ask is asked over this one: htmx puts it in the page's dialog.
const dialog = document.querySelector("dialog");

dialog.addEventListener("htmx:afterSwap", () => dialog.open || dialog.showModal());
dialog.addEventListener("click", (event) => {
  // Its backdrop is the dialog itself.
  if (event.target !== dialog && !event.target.closest("[data-close]")) return;
  event.preventDefault();
  dialog.close();
});
