/* The grid of a draft: what the server said of a line shows on its cells; Enter goes down. */
const grid = document.querySelector(".table--grid");

grid?.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-line-form]") || event.submitter?.matches("[formaction]")) return;
  // The change was sent when the cell was left; the form itself is for pages without script.
  event.preventDefault();
  const cell = document.activeElement;
  const below = cell.closest("[data-line]")?.nextElementSibling;
  cell.blur();
  (below?.querySelector(`[name="${CSS.escape(cell.name)}"]`) ?? cell).focus();
});

// Escape, before the cell is left, gives back what it held.
grid?.addEventListener("focusin", ({ target }) => {
  if (target.matches(".cell")) target.dataset.before = target.value;
});
grid?.addEventListener("keydown", ({ key, target }) => {
  if (key === "Escape" && target.matches(".cell")) target.value = target.dataset.before;
});

grid?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-puts]");
  if (!button) return;
  event.preventDefault();
  const line = button.closest("[data-line]");
  const cell = line.querySelector(`input[name="${CSS.escape(button.name)}"]`);
  cell.value = button.value;
  cell.dispatchEvent(new Event("change", { bubbles: true }));
  cell.focus();
});

document.body.addEventListener("htmx:oobAfterSwap", (event) => {
  // The event tells the element that was replaced.
  const remarks = document.getElementById(event.detail.target.id);
  if (!remarks?.matches(".remarks")) return;
  const line = remarks.closest("[data-line]");
  const refused = (remarks.dataset.refused ?? "").split(" ");
  line.querySelectorAll(".cell").forEach((cell) => {
    cell.toggleAttribute("aria-invalid", refused.includes(cell.name));
    if (refused.includes(cell.name)) cell.setAttribute("aria-invalid", "true");
  });
  document.getElementById("annonce").textContent = remarks.innerText.trim();
  // « Ne plus proposer » goes with its remark.
  if (document.activeElement === document.body) line.querySelector('[name="email"]')?.focus();
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "nouvelle") document.querySelector("#nouvelle input")?.focus();
  // A line went with what had the focus: « Annuler » stands in its place; or it is back.
  else event.target.querySelector?.("[data-put-back], .cell")?.focus();
});
