// Rows that are ticked are counted, and what can be done with them stays in sight.
import { announce } from "../webkit/elements.js";

const bar = document.getElementById("selection");
const all = document.getElementById("tout-cocher");

/** @returns {NodeListOf<HTMLInputElement>} */
const boxes = () => document.querySelectorAll("input[name=ticked]");

function count() {
  if (!bar) return;
  const shown = [...boxes()];
  const ticked = shown.filter((box) => box.checked).length;
  const words = ticked === 1 ? bar.dataset.one : bar.dataset.many?.replace("#", String(ticked));
  const said = bar.querySelector("[data-count]");
  if (said) said.textContent = words ?? "";
  bar.hidden = ticked === 0;
  if (all instanceof HTMLInputElement) {
    all.checked = ticked > 0 && ticked === shown.length;
    all.indeterminate = ticked > 0 && ticked < shown.length;
  }
}

/** @param {boolean} isTicked */
function tick(isTicked) {
  boxes().forEach((box) => (box.checked = isTicked));
  count();
  announce(bar?.querySelector("[data-count]")?.textContent ?? "");
}

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if (target === all) tick(target.checked);
  else if (target.name === "ticked") count();
});
bar?.querySelector("[data-untick]")?.addEventListener("click", () => tick(false));
document.addEventListener("htmx:afterSettle", count);
document.addEventListener("live:shown", count);
count();
