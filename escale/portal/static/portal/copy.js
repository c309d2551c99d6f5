/* What has to be typed at the bank is copied in one press, without its spaces. */
import { announce } from "../webkit/announce.js";

/** @type {NodeListOf<HTMLElement>} */
const buttons = document.querySelectorAll("[data-copies]");

buttons.forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = document.getElementById(button.dataset.copies ?? "")?.textContent ?? "";
    await navigator.clipboard.writeText(code.replaceAll(" ", ""));
    announce(code);
    button.classList.add("is-done");
  });
});
