// What another page would show is shown over this one: htmx puts it in the page's dialog, or it is
// there already, <a data-dialog="id of the dialog" href="the page">.
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.target.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
});

document.addEventListener("click", (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  /** @type {HTMLElement | null} */
  const opener = target.closest("[data-dialog]");
  const around = target.closest("dialog");
  // Its backdrop is the dialog itself.
  const isClosing = target === around || target.closest("[data-close]");
  if (opener && !event.ctrlKey && !event.metaKey) {
    const named = document.getElementById(opener.dataset.dialog ?? "");
    event.preventDefault();
    if (named instanceof HTMLDialogElement) named.showModal();
  } else if (isClosing && around) {
    event.preventDefault();
    around.close();
  }
});
