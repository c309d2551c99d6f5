// A row edited in place: the blue square says what it will do, and the focus never leaves the row.
import { closest, inputOf } from "./elements.js";

/** @param {EventTarget | null} target */
export const rowOf = (target) => closest(target, "[data-row]");

/**
 * @param {HTMLElement} row
 * @returns {HTMLElement | null}
 */
export const squareOf = (row) => row.querySelector("[data-square]");

/**
 * @param {HTMLElement} row
 * @returns {NodeListOf<HTMLInputElement>}
 */
const fieldsOf = (row) => row.querySelectorAll("input.cell");

/** @param {HTMLInputElement} field */
const isChanged = (field) => field.value !== field.dataset.stored;

/** @param {HTMLElement} row */
export function show(row) {
  const square = squareOf(row);
  if (!square) return;
  const refused = row.querySelector("input.cell[aria-invalid]") !== null;
  const editing = refused || [...fieldsOf(row)].some(isChanged);
  row.classList.toggle("is-editing", editing);
  showSuggestion(row);
  label(square, editing ? square.dataset.edit : square.dataset.rest);
}

// What it suggests is typed already: there is nothing to suggest.
/** @param {HTMLElement} row */
function showSuggestion(row) {
  /** @type {HTMLButtonElement | null} */
  const suggestion = row.querySelector("button[data-fill]");
  const hint = closest(suggestion, "[data-hint]");
  if (suggestion && hint) hint.hidden = suggestion.value === inputOf(suggestion.dataset.fill)?.value;
}

/**
 * @param {HTMLElement} square
 * @param {string | undefined} text
 */
function label(square, text = "") {
  square.setAttribute("aria-label", `${text}${square.dataset.name}`);
  const tip = square.querySelector(".tip");
  if (tip) tip.textContent = text;
}

// Seen and heard at once, before the server has answered; the focus stays on it.
/**
 * @param {HTMLElement} row
 * @param {boolean} isSending
 */
function setSending(row, isSending) {
  show(row);
  const square = squareOf(row);
  square?.toggleAttribute("aria-busy", isSending);
  if (!square || !isSending) return;
  square.setAttribute("aria-busy", "true");
  label(square, square.dataset.busy);
}

document.addEventListener("htmx:beforeSend", (event) => {
  const row = rowOf(event.target);
  if (row) setSending(row, true);
});
// A row that the answer did not replace is what it was, with what was typed.
document.addEventListener("htmx:afterRequest", (event) => {
  const row = rowOf(event.target);
  if (row) setSending(row, false);
});

document.addEventListener("input", (event) => {
  const row = rowOf(event.target);
  if (row) show(row);
});

document.addEventListener("reset", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  event.preventDefault();
  const fields = [...fieldsOf(row)];
  fields.forEach((field) => {
    field.value = field.dataset.stored ?? "";
    field.removeAttribute("aria-invalid");
  });
  row.querySelectorAll(".error").forEach((error) => error.remove());
  show(row);
  (fields.find((field) => field === document.activeElement) ?? fields[0])?.focus();
});

document.addEventListener("keydown", (event) => {
  const row = event.key === "Escape" && rowOf(event.target);
  if (!row || !row.classList.contains("is-editing")) return;
  /** @type {HTMLElement | null} */
  const reset = row.querySelector("[type=reset]");
  reset?.click();
});
