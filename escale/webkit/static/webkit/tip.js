// Escape puts the tip of a button away without moving the pointer (WCAG 1.4.13).
import { closest } from "./elements.js";

const withTip = ":is(.square, .icon-button):is(:hover, :focus-visible)";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(withTip).forEach((button) => button.classList.add("no-tip"));
});

for (const gone of ["pointerout", "focusout"]) {
  document.addEventListener(gone, (event) => {
    closest(event.target, ".no-tip")?.classList.remove("no-tip");
  });
}
