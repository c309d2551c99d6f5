// A page shows what happens elsewhere by itself: its [data-live] region is asked for every few
// seconds, and only what differs is replaced.
import { announce } from "./elements.js";
import { renewed } from "./renewal.js";

const PACE = 4_000;
const SOON = 1_000; // while a mail is leaving: that takes a second or two

/** @type {number | undefined} */
let timer;
/** @type {AbortController | null} */
let asking = null;

/** @returns {HTMLElement | null} */
const liveRegion = () => document.querySelector("[data-live]");

/**
 * @param {HTMLElement} region
 * @param {HTMLElement} fresh
 */
function update(region, fresh) {
  const news = renewed(region, fresh);
  Object.assign(region.dataset, fresh.dataset, news.left && { version: "" });
  region.toggleAttribute("data-live", fresh.hasAttribute("data-live"));
  if (!news.changed.length) return;
  const put = news.changed.filter((part) => part.isConnected);
  put.forEach((part) => htmx.process(part));
  const said = put.map((part) => part.getAttribute("data-says")).filter(Boolean);
  const summary = said.length && said.length <= 3 ? said.join(". ") : region.dataset.says;
  announce(summary ?? "");
  document.dispatchEvent(new Event("live:shown"));
}

/**
 * @param {HTMLElement} region
 * @param {AbortController} controller
 */
async function ask(region, { signal }) {
  const seen = { "Live-Version": region.dataset.version ?? "", "HX-Current-URL": location.href };
  const answer = await fetch(location.href, { headers: { "HX-Request": "true", ...seen }, signal });
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere !== null) location.assign(elsewhere);
  else if (answer.status === 200) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.body.firstElementChild;
    if (!signal.aborted && fresh instanceof HTMLElement) update(region, fresh);
  }
}

async function tick() {
  if (asking) return;
  const region = liveRegion();
  if (region && !document.hidden && !document.querySelector(".htmx-request")) {
    asking = new AbortController();
    await ask(region, asking).catch(() => null); // unanswered, or dropped: it asks again
    asking = null;
  }
  wait();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(tick, document.querySelector("[data-live] [data-soon]") ? SOON : PACE);
}

// An answer asked for before what the person does now would show the past.
document.addEventListener("htmx:beforeRequest", () => asking?.abort());
document.addEventListener("visibilitychange", () => document.hidden || tick());
document.addEventListener("htmx:afterSettle", wait);
wait();
