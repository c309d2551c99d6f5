// The sub-menu is a native <details>: closed by a click elsewhere and by Escape.
import { closest } from "./elements.js";

/** @returns {HTMLDetailsElement | null} */
const openMenu = () => document.querySelector("details[data-menu][open]");

document.addEventListener("click", (event) => {
  const menu = openMenu();
  if (menu && closest(event.target, "[data-menu]") !== menu) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = openMenu();
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
