// A row edited in place: the blue square says what it will do, and the focus never leaves the row.
const rowOf = (element) => element.closest?.("[data-row]");
const fieldsOf = (row) => row.querySelectorAll("input.cell");
const isChanged = (field) => field.value !== field.dataset.stored;

function show(row) {
  const square = row.querySelector("[data-square]");
  if (!square) return;
  const refused = row.querySelector("input.cell[aria-invalid]") !== null;
  const editing = refused || [...fieldsOf(row)].some(isChanged);
  row.classList.toggle("is-editing", editing);
  const suggestion = row.querySelector("[data-fill]");
  if (suggestion) {
    const { value } = document.getElementById(suggestion.dataset.fill);
    suggestion.closest("[data-hint]").hidden = suggestion.value === value;
  }
  const label = editing ? square.dataset.edit : square.dataset.rest;
  square.setAttribute("aria-label", `${label} : ${square.dataset.name}`);
  square.querySelector(".tip").textContent = label;
}

document.addEventListener("input", (event) => {
  const row = rowOf(event.target);
  if (row) show(row);
});

document.addEventListener("reset", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  event.preventDefault();
  fieldsOf(row).forEach((field) => {
    field.value = field.dataset.stored;
    field.removeAttribute("aria-invalid");
  });
  row.querySelectorAll(".error").forEach((error) => error.remove());
  show(row);
  fieldsOf(row)[0]?.focus();
});

document.addEventListener("keydown", (event) => {
  const row = event.key === "Escape" && rowOf(event.target);
  if (row && row.classList.contains("is-editing")) row.querySelector("[type=reset]").click();
});

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

// After an exchange the new row has the same ids: give the focus back where it was, or to what is
// wrong, or to the row itself when it can no longer be edited.
let left = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const row = rowOf(event.target);
  const focused = document.activeElement;
  left = row?.contains(focused) ? { row: row.id, element: focused.id } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const row = left && document.getElementById(left.row);
  if (row) {
    const again = left.element && document.getElementById(left.element);
    const next =
      row.querySelector("[aria-invalid]") || again || row.querySelector("input.cell") || row;
    if (next === row) row.tabIndex = -1;
    next.focus();
  }
  left = null;
});
