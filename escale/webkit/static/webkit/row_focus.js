// After an exchange the new row has the same ids: give the focus back where it was, or to what is
// wrong, or to the row itself when it can no longer be edited.
import { rowOf, squareOf } from "./row_editing.js";

/** @type {{ row: string, element: string } | null} */
let left = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  const row = rowOf(event.target);
  const focused = document.activeElement;
  left = row && focused && row.contains(focused) ? { row: row.id, element: focused.id } : null;
});

document.addEventListener("htmx:afterSettle", () => {
  const row = left && document.getElementById(left.row);
  if (left && row) {
    /** @type {HTMLElement | null} */
    const invalid = row.querySelector("[aria-invalid]");
    const next = invalid ?? document.getElementById(left.element) ?? squareOf(row) ?? row;
    if (next === row) row.tabIndex = -1;
    next.focus();
    // What it did is answered under its tip, which comes back with the pointer or the focus.
    squareOf(row)?.classList.add("no-tip");
  }
  left = null;
});
