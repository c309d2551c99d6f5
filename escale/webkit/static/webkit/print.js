// A button that prints the page: hidden where scripts do not run, the browser's menu prints as well.
/** @type {NodeListOf<HTMLElement>} */
const buttons = document.querySelectorAll("[data-prints]");

for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
