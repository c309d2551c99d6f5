// « Vouliez-vous dire … ? » fills the field; the square then validates it. An address that was
// just typed is looked at as soon as its cell is left: before anything is sent.
import { closest, inputOf } from "./elements.js";
import { rowOf, show, squareOf } from "./row_editing.js";

document.addEventListener("click", (event) => {
  const suggestion = closest(event.target, "[data-fill]");
  if (!(suggestion instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const field = inputOf(suggestion.dataset.fill);
  const row = rowOf(field);
  if (!field || !row) return;
  field.value = suggestion.value;
  field.removeAttribute("aria-invalid");
  show(row);
  squareOf(row)?.focus();
});

// « Ne plus proposer »: nor on the other rows of the page.
document.addEventListener("hint-dismissed", (event) => {
  const pair = CSS.escape(event.detail.pair);
  document.querySelectorAll(`[data-hint="${pair}"]`).forEach((hint) => hint.remove());
});

document.addEventListener("change", (event) => {
  const field = event.target;
  const row = rowOf(field);
  if (!(field instanceof HTMLInputElement) || field.name !== "email" || !row) return;
  if (!field.form || field.value === field.dataset.stored) return;
  const address = field.form.action.replace(/corriger\/$/, "verifier/");
  const values = { email: field.value };
  // Where the row itself is being sent, its answer says it.
  setTimeout(() => {
    const isSent = !row.isConnected || row.matches(".htmx-request");
    const note = field.getAttribute("aria-describedby");
    if (!isSent && note) htmx.ajax("GET", address, { target: `#${note}`, swap: "outerHTML", values });
  }, 150);
});
