// « Vouliez-vous dire … ? » fills the field; the square then validates it.
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
