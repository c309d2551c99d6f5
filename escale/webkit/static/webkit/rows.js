// From row to row with the arrows, as in a spreadsheet: the focus keeps its column. F2 goes to the
// first field of the row; so does Enter on the row itself, or on its tick.
// <table data-arrows>, and <input data-enters="id of the table"> from which ↓ goes into it. Other
// fields keep their keys, and so does a screen reader, which reads the table as a plain one.
const PLACES = "a[href], input:not([type=hidden]), button:not(.vh, .suggest)";
const isShown = (element) => element.checkVisibility();
const rowsOf = (table) => [...table.querySelectorAll("tbody > tr:not(.remarks)")].filter(isShown);
const placesOf = (part) => [...(part?.querySelectorAll(PLACES) ?? [])].filter(isShown);
const fieldOf = (row) => row.querySelector("input.cell, input.input");
// Where the last arrow led, and the column it came from: a row may have nothing to press there.
let last = {};

function goTo(place, column) {
  place.focus();
  place.select?.();
  last = { place, column };
}

function step(row, from, way) {
  const rows = rowsOf(row.closest("table"));
  const next = rows[rows.indexOf(row) + way];
  if (!next) return;
  const column = last.place === from ? last.column : (from.closest("td, th")?.cellIndex ?? 0);
  const place = placesOf(next.cells[column])[0] ?? fieldOf(next) ?? placesOf(next)[0];
  if (place) goTo(place, column);
}

function edit(row) {
  const field = fieldOf(row);
  if (field) goTo(field, field.closest("td").cellIndex);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const { key, target } = event;
  const way = { ArrowDown: 1, ArrowUp: -1 }[key];
  const entered = way === 1 && document.getElementById(target.dataset?.enters);
  const row = entered ? rowsOf(entered)[0] : target.closest?.("[data-arrows] tbody > tr");
  const isOnRow = target === row || target.type === "checkbox";
  if (!row || !(entered || way || key === "F2" || (key === "Enter" && isOnRow))) return;
  event.preventDefault();
  if (entered) goTo(fieldOf(row) ?? placesOf(row)[0] ?? row);
  else if (way) step(row, target, way);
  else edit(row);
});
