// From row to row with the arrows, as in a spreadsheet: the focus keeps its column. F2 goes to the
// first field of the row; so does Enter on the row itself, or on its tick.
// <table data-arrows>, and <input data-enters="id of the table"> from which ↓ goes into it. Other
// fields keep their keys, and so does a screen reader, which reads the table as a plain one.
const PLACES = "a[href], input:not([type=hidden]), button:not(.vh, .suggest)";
const WAYS = new Map([["ArrowDown", 1], ["ArrowUp", -1]]);

/** @param {Element} element */
const isShown = (element) => element.checkVisibility();

/** @param {Element} table */
function rowsOf(table) {
  /** @type {NodeListOf<HTMLTableRowElement>} */
  const rows = table.querySelectorAll("tbody > tr:not(.remarks)");
  return [...rows].filter(isShown);
}

/** @param {Element} part */
function firstPlaceOf(part) {
  /** @type {NodeListOf<HTMLElement>} */
  const places = part.querySelectorAll(PLACES);
  return [...places].find(isShown);
}

/**
 * @param {Element} row
 * @returns {HTMLInputElement | null}
 */
const fieldOf = (row) => row.querySelector("input.cell, input.input");

/**
 * Where the last arrow led, and the column it came from: a row may have nothing to press there.
 * @type {{ place?: HTMLElement, column?: number }}
 */
let last = {};

/**
 * @param {HTMLElement} place
 * @param {number} [column]
 */
function goTo(place, column) {
  place.focus();
  if (place instanceof HTMLInputElement) place.select();
  last = { place, column };
}

/** @param {Element} place */
function columnOf(place) {
  /** @type {HTMLTableCellElement | null} */
  const cell = place.closest("td, th");
  return cell?.cellIndex ?? 0;
}

/**
 * @param {HTMLTableRowElement} row
 * @param {HTMLElement} from
 * @param {number} way
 */
function step(row, from, way) {
  const table = row.closest("table");
  const rows = table ? rowsOf(table) : [];
  const next = rows[rows.indexOf(row) + way];
  if (!next) return;
  const column = last.place === from ? last.column : columnOf(from);
  const cell = column === undefined ? null : next.cells[column];
  const place = (cell && firstPlaceOf(cell)) ?? fieldOf(next) ?? firstPlaceOf(next);
  if (place) goTo(place, column);
}

/** @param {HTMLTableRowElement} row */
function edit(row) {
  const field = fieldOf(row);
  if (field) goTo(field, columnOf(field));
}

/** @param {EventTarget | null} target */
function rowAround(target) {
  /** @type {HTMLTableRowElement | null} */
  const row = target instanceof Element ? target.closest("[data-arrows] tbody > tr") : null;
  return row;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const { key, target } = event;
  if (!(target instanceof HTMLElement)) return;
  const way = WAYS.get(key);
  const entered = way === 1 && document.getElementById(target.dataset.enters ?? "");
  const row = entered ? rowsOf(entered)[0] : rowAround(target);
  const isOnRow = target === row || target.matches("[type=checkbox]");
  if (!row || !(entered || way || key === "F2" || (key === "Enter" && isOnRow))) return;
  event.preventDefault();
  if (entered) goTo(fieldOf(row) ?? firstPlaceOf(row) ?? row);
  else if (way) step(row, target, way);
  else edit(row);
});
