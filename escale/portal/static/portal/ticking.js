// Rows that are ticked are counted, the page or all that was found is ticked at once, and a row keeps
// its tick when a fresh copy takes its place.
import { announce } from "../webkit/announce.js";

/** @type {Set<string>} */
const ticked = new Set();
let isEvery = false;

/** @returns {HTMLInputElement[]} */
const boxes = () => [...document.querySelectorAll("input[data-tick]")].filter(isInput);

/**
 * @param {unknown} element
 * @returns {element is HTMLInputElement}
 */
const isInput = (element) => element instanceof HTMLInputElement;

const bar = () => document.getElementById("selection");

const found = () =>
  Number(document.querySelector("[data-found]")?.getAttribute("data-found") ?? "0");

/** @param {string | undefined} text @param {number} number */
const counted = (text, number) => (text ?? "").replace("#", number.toLocaleString("fr-FR"));

/**
 * @param {HTMLElement} shown
 * @param {number} number
 */
function sentence(shown, number) {
  if (isEvery) return counted(shown.dataset.every, found());
  return number === 1 ? (shown.dataset.one ?? "") : counted(shown.dataset.many, number);
}

/** @param {HTMLElement} shown @param {string} name @param {boolean} isThere */
function show(shown, name, isThere) {
  /** @type {HTMLElement | null} */
  const part = shown.querySelector(`[data-${name}]`);
  if (part) part.hidden = !isThere;
  return part;
}

function draw() {
  const shown = bar();
  if (!shown) return;
  const here = boxes();
  here.forEach((box) => (box.checked = isEvery || ticked.has(box.value)));
  const number = here.filter((box) => box.checked).length;
  const isPage = number > 0 && number === here.length;
  const count = show(shown, "count", true);
  if (count) count.textContent = sentence(shown, number);
  show(shown, "page", !isPage);
  show(shown, "none", true);
  const all = show(shown, "all", isPage && !isEvery && found() > here.length);
  if (all) {
    all.dataset.text ??= all.textContent ?? "";
    all.textContent = counted(all.dataset.text, found()).trim();
  }
  const scope = shown.querySelector("[data-scope]");
  if (isInput(scope)) scope.disabled = !isEvery;
  const head = document.getElementById("tout-cocher");
  if (isInput(head)) {
    head.checked = isPage;
    head.indeterminate = number > 0 && !isPage;
  }
}

/** @param {boolean} isTicked */
function tickPage(isTicked) {
  boxes().forEach(({ value }) => (isTicked ? ticked.add(value) : ticked.delete(value)));
}

/** @param {() => void} change */
function change(change) {
  change();
  draw();
  const said = bar()?.querySelector(ticked.size ? "[data-count]" : "[data-unticked]");
  announce(said?.textContent?.trim() ?? "");
}

document.addEventListener("change", ({ target }) => {
  if (!isInput(target)) return;
  const { checked, value } = target;
  if (target.id === "tout-cocher") change(() => ((isEvery = false), tickPage(checked)));
  else if ("tick" in target.dataset) {
    // One less than all that was found: those of the page are left.
    if (isEvery) tickPage(true);
    isEvery = false;
    change(() => (checked ? ticked.add(value) : ticked.delete(value)));
  }
});
document.addEventListener("click", ({ target }) => {
  const pressed = target instanceof Element ? target.closest("#selection button") : null;
  if (!(pressed instanceof HTMLElement)) return;
  const { dataset } = pressed;
  if ("page" in dataset) change(() => tickPage(true));
  else if ("all" in dataset) change(() => (isEvery = true));
  else if ("none" in dataset) change(() => ((isEvery = false), ticked.clear()));
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  // Another filter: « all that was found » is not what it was, nor may a tick be out of sight.
  if (target instanceof Element && target.id === "liste") {
    isEvery = false;
    const here = new Set(boxes().map(({ value }) => value));
    ticked.forEach((value) => here.has(value) || ticked.delete(value));
  }
  draw();
});
document.addEventListener("live:shown", draw);
draw();
