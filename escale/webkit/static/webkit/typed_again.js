// What somebody had typed when their session ended is there after they sign in again: kept by the
// tab, for one person, a quarter of an hour; gone once it is taken, or signed out.
import { announceInTurn } from "./announce.js";
import { closest } from "./elements.js";

const KEPT = 15 * 60_000; // from the sign-in page on
const SESSION = 45 * 60_000; // longer than nobody is there before it is shown
const PREFIX = "typed:";
const SIGNED_IN = "signed-in-again";
const TEXTS = ["text", "email", "tel"];

/** @typedef {{ at: number, values: Record<string, string> }} Typed */

/** @type {HTMLElement | null} */
const main = document.querySelector("main[data-person]");
const mine = `${PREFIX}${main?.dataset.person}:`;
const here = mine + location.pathname;

/**
 * A search is in the address already.
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement | HTMLTextAreaElement}
 */
const isKept = (target) =>
  (target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && TEXTS.includes(target.type))) &&
  Boolean(target.id) &&
  target.form?.getAttribute("method") === "post";

/**
 * @param {string} key
 * @returns {Typed}
 */
function read(key) {
  const nothing = { at: 0, values: {} };
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "") ?? nothing;
  } catch {
    return nothing;
  }
}

/** @param {(values: Typed["values"]) => void} change */
function write(change) {
  const { values } = read(here);
  change(values);
  if (Object.keys(values).length) {
    sessionStorage.setItem(here, JSON.stringify({ at: Date.now(), values }));
  } else sessionStorage.removeItem(here);
}

/** @param {Element} part */
function forget(part) {
  write((values) => part.querySelectorAll("[id]").forEach(({ id }) => delete values[id]));
}

/** @param {(key: string) => boolean} isGone */
function clear(isGone) {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX) && isGone(key))
    .forEach((key) => sessionStorage.removeItem(key));
}

/** Typed before the sign-in page was shown. What is older than this page otherwise was sent or left. */
function lose() {
  const signedIn = Number(sessionStorage.getItem(SIGNED_IN));
  clear((key) => {
    const { at } = read(key);
    return !key.startsWith(mine) || at > signedIn || signedIn - at > SESSION || Date.now() - signedIn > KEPT;
  });
}

function giveBack() {
  const { values } = read(here);
  sessionStorage.removeItem(here);
  const found = Object.entries(values).filter(([id, value]) => {
    const field = document.getElementById(id);
    if (!isKept(field)) return false;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  });
  if (found.length) announceInTurn(main?.dataset.typedAgain ?? "");
}

if (document.querySelector("form[data-signs-in]")) {
  sessionStorage.setItem(SIGNED_IN, String(Date.now()));
}
if (main) {
  lose();
  document.addEventListener("input", ({ target }) => {
    if (!isKept(target)) return;
    write((values) => {
      if (target.value === target.dataset.stored) delete values[target.id];
      else values[target.id] = target.value;
    });
  });
  document.addEventListener("reset", ({ target }) => {
    const part = closest(target, "[data-row]") ?? closest(target, "form");
    if (part) forget(part);
  });
  // An answer that failed, or leads to the sign-in page, swaps nothing and leaves it kept.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = closest(event.target, "[data-row]");
    if (row && event.detail.shouldSwap) forget(row);
  });
  document.addEventListener("submit", ({ target }) => {
    if (closest(target, ".logout")) clear(() => true);
  });
  giveBack();
}
