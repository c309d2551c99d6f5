// What scripts look for on a page, with its type: the target of an event may be no element, and
// an id may be on nothing.

/**
 * @param {EventTarget | null} target
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export const closest = (target, selector) =>
  target instanceof Element ? target.closest(selector) : null;

/** @param {string | undefined} id */
export function inputOf(id) {
  const found = document.getElementById(id ?? "");
  return found instanceof HTMLInputElement ? found : null;
}
