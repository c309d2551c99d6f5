// What somebody edits, has typed, sends or copies: nothing else is put in its place.

/**
 * @param {Element | null} element
 * @returns {element is HTMLInputElement | HTMLTextAreaElement}
 */
export const isField = (element) =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** @param {HTMLSelectElement} field */
const firstChoice = (field) =>
  Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));

/** @param {Element} field */
const isTyped = (field) =>
  (isField(field) && field.value !== field.defaultValue) ||
  // A tick is not in the way: it is put again on the fresh copy.
  (field instanceof HTMLInputElement &&
    !("tick" in field.dataset) &&
    field.checked !== field.defaultChecked) ||
  (field instanceof HTMLSelectElement && field.selectedIndex !== firstChoice(field));

/**
 * Somebody is copying it.
 * @param {Element} part
 */
function isSelected(part) {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && part.contains(selection.anchorNode);
}

/**
 * Being edited, or waiting for its own answer.
 * @param {Element} part
 */
export const isBusy = (part) =>
  part.matches(":is(.is-editing, .htmx-request), :has(.is-editing, .htmx-request)") ||
  isSelected(part) ||
  [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some(isTyped);
