/* The grid of a draft: what the server said of a line shows on its cells; Enter goes down. */
import { announce } from "../webkit/announce.js";
import { closest } from "../webkit/elements.js";

/** @type {HTMLElement | null} */
const grid = document.querySelector(".table--grid");

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement}
 */
const isCell = (target) => target instanceof HTMLInputElement && target.matches(".cell");

/**
 * @param {Element | null | undefined} part
 * @param {string} selector
 * @returns {HTMLInputElement | null}
 */
const inputIn = (part, selector) => part?.querySelector(`input${selector}`) ?? null;

/** @param {string} name */
const named = (name) => `[name="${CSS.escape(name)}"]`;

grid?.addEventListener("submit", (event) => {
  const form = closest(event.target, "[data-line-form]");
  const cell = document.activeElement;
  if (!form || event.submitter?.matches("[formaction]")) return;
  // The change was sent when the cell was left; the form itself is for pages without script.
  event.preventDefault();
  if (!(cell instanceof HTMLElement)) return;
  const below = cell.closest("[data-line]")?.nextElementSibling;
  cell.blur();
  (inputIn(below, named(cell.getAttribute("name") ?? "")) ?? cell).focus();
});

// Escape, before the cell is left, gives back what it held.
grid?.addEventListener("focusin", ({ target }) => {
  if (isCell(target)) target.dataset.before = target.value;
});
grid?.addEventListener("keydown", ({ key, target }) => {
  if (key === "Escape" && isCell(target)) target.value = target.dataset.before ?? "";
});

grid?.addEventListener("click", (event) => {
  const button = closest(event.target, "[data-puts]");
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const cell = inputIn(button.closest("[data-line]"), named(button.name));
  if (!cell) return;
  cell.value = button.value;
  cell.dispatchEvent(new Event("change", { bubbles: true }));
  cell.focus();
});

document.body.addEventListener("htmx:oobAfterSwap", (event) => {
  // The event tells the element that was replaced.
  const remarks = document.getElementById(event.detail.target.id);
  const line = remarks?.closest("[data-line]");
  if (!remarks?.matches(".remarks") || !line) return;
  const refused = (remarks.dataset.refused ?? "").split(" ");
  /** @type {NodeListOf<HTMLInputElement>} */
  const cells = line.querySelectorAll(".cell");
  cells.forEach((cell) => {
    cell.toggleAttribute("aria-invalid", refused.includes(cell.name));
    if (refused.includes(cell.name)) cell.setAttribute("aria-invalid", "true");
  });
  announce(remarks.innerText.trim());
  // « Ne plus proposer » goes with its remark.
  if (document.activeElement === document.body) inputIn(line, named("email"))?.focus();
});

document.body.addEventListener("htmx:afterSwap", ({ detail, target }) => {
  const isNew = detail.target.id === "nouvelle";
  // A line went with what had the focus: « Annuler » stands in its place; or it is back.
  /** @type {HTMLElement | null} */
  const next = isNew
    ? document.querySelector("#nouvelle input")
    : target.querySelector("[data-put-back], .cell");
  next?.focus();
});
