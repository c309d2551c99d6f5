// Replaces, in a region of the page, only what differs from its fresh copy. What is typed, focused
// or opened there stays. An element with a data-version is compared by it, whatever scripts did to
// it since; those around it hold elements alone, no text of their own, and stay in place.

import { isBusy, isField } from "./in_use.js";

/** @typedef {{ changed: Element[], left: boolean }} News what was replaced; if some could not be */

/**
 * @param {Element} shown
 * @param {Element} fresh
 * @param {News} news
 */
function renewChildren(shown, fresh, news) {
  const wanted = [...fresh.children];
  let here = shown.firstElementChild;
  for (const child of wanted) {
    const sameId = child.id && shown.querySelector(`:scope > #${CSS.escape(child.id)}`);
    const twin = sameId || (child.id || here?.id ? null : here);
    if (twin && twin === here) here = here.nextElementSibling;
    else shown.insertBefore(twin ?? child, here);
    if (twin) renew(twin, child, news);
    else news.changed.push(child);
  }
  [...shown.children].slice(wanted.length).forEach((gone) => replace(gone, [], news));
}

/**
 * @param {Element} shown
 * @param {Element} fresh
 */
function isSame(shown, fresh) {
  const version = shown.getAttribute("data-version");
  return (
    shown.isEqualNode(fresh) ||
    (version !== null && version === fresh.getAttribute("data-version"))
  );
}

/**
 * @param {Element} shown
 * @param {Element} fresh
 * @param {News} news
 */
function renew(shown, fresh, news) {
  if (isSame(shown, fresh)) return;
  // The same box, not another that stands in its place.
  const isSameBox = shown.tagName === fresh.tagName && shown.className === fresh.className;
  if (isSameBox && fresh.querySelector("[data-version]")) renewChildren(shown, fresh, news);
  else replace(shown, [fresh], news);
}

/**
 * @param {Element} shown
 * @param {Element[]} fresh
 * @param {News} news
 */
function replace(shown, fresh, news) {
  news.left ||= isBusy(shown);
  if (isBusy(shown)) return;
  shown.replaceWith(...fresh);
  news.changed.push(shown, ...fresh);
}

/**
 * The focus goes back to what has the same id, or else to the part that it was in.
 * @param {() => void} change
 */
function keepingFocus(change) {
  const focused = document.activeElement;
  const start = isField(focused) ? focused.selectionStart : null;
  const end = isField(focused) ? focused.selectionEnd : null;
  const part = focused?.closest("[id][data-version]");
  change();
  if (!focused || document.activeElement === focused) return;
  const again = document.getElementById(focused.id) ?? document.getElementById(part?.id ?? "");
  if (again && again.id !== focused.id) again.tabIndex = -1;
  again?.focus({ preventScroll: true });
  if (isField(again) && start !== null) again.setSelectionRange(start, end);
}

/**
 * @param {Element} region
 * @param {Element} fresh
 * @returns {News}
 */
export function renewed(region, fresh) {
  /** @type {News} */
  const news = { changed: [], left: false };
  keepingFocus(() => renewChildren(region, fresh, news));
  return news;
}
