// Escape puts the tip of a button away without moving the pointer (WCAG 1.4.13).
const withTip = ":is(.square, .icon-button):is(:hover, :focus-visible)";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(withTip).forEach((button) => button.classList.add("no-tip"));
});

for (const gone of ["pointerout", "focusout"]) {
  document.addEventListener(gone, (event) => {
    event.target.closest?.(".no-tip")?.classList.remove("no-tip");
  });
}
