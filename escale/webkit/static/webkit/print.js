// A button that prints the page: hidden where scripts do not run, the browser's menu prints as well.
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
