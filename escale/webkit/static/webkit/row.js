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

// Seen and heard at once, before the server has answered; the focus stays on it.
function setSending(row, isSending) {
  const square = row.querySelector("[data-square]");
  show(row);
  square?.toggleAttribute("aria-busy", isSending);
  if (!square || !isSending) return;
  square.setAttribute("aria-busy", "true");
  square.setAttribute("aria-label", `${square.dataset.busy} : ${square.dataset.name}`);
  square.querySelector(".tip").textContent = square.dataset.busy;
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
  fieldsOf(row).forEach((field) => {
    field.value = field.dataset.stored;
    field.removeAttribute("aria-invalid");
  });
  row.querySelectorAll(".error").forEach((error) => error.remove());
  show(row);
  const fields = [...fieldsOf(row)];
  (fields.find((field) => field === document.activeElement) ?? fields[0])?.focus();
});

document.addEventListener("keydown", (event) => {
  const row = event.key === "Escape" && rowOf(event.target);
  if (row && row.classList.contains("is-editing")) row.querySelector("[type=reset]").click();
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
    const invalid = row.querySelector("[aria-invalid]");
    const next = invalid || again || row.querySelector("[data-square]") || row;
    if (next === row) row.tabIndex = -1;
    next.focus();
  }
  left = null;
});
