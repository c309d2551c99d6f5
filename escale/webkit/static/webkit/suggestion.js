// « Vouliez-vous dire … ? » fills the field; the square then validates it.
document.addEventListener("click", (event) => {
  const suggestion = event.target.closest("[data-fill]");
  if (!suggestion) return;
  event.preventDefault();
  const field = document.getElementById(suggestion.dataset.fill);
  field.value = suggestion.value;
  field.removeAttribute("aria-invalid");
  const row = rowOf(field);
  show(row);
  row.querySelector("[data-square]").focus();
});

// « Ne plus proposer »: nor on the other rows of the page.
document.addEventListener("hint-dismissed", (event) => {
  const pair = CSS.escape(event.detail.pair);
  document.querySelectorAll(`[data-hint="${pair}"]`).forEach((hint) => hint.remove());
});
