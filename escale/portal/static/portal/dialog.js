// What another page would show is shown over this one: htmx puts it in the page's dialog, or it is
// there already, <a data-dialog="id of the dialog" href="the page">.
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.target.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  // Its backdrop is the dialog itself.
  const isClosing = event.target.matches("dialog") || event.target.closest("[data-close]");
  if (opener && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog).showModal();
  } else if (isClosing && event.target.closest("dialog")) {
    event.preventDefault();
    event.target.closest("dialog").close();
  }
});
