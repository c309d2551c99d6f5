// A page shows what happens elsewhere by itself. Every second or so it looks at its client's stamp,
// which says whether anything was written; then its [data-live] region is asked for, and only what
// differs is replaced.
import { announceInTurn } from "./announce.js";
import { renewed } from "./renewal.js";

const PACE = 1_400;
const SOON = 1_000; // while a mail is leaving: that takes a second or two
const BEHIND = 4_000; // while somebody edits what has changed since
const STEADY = 30_000; // what moves with the clock alone

/** @type {number | undefined} */
let timer;
/** @type {AbortController | null} */
let asking = null;

/** @type {string | null} */
let seen = null;
let askedAt = 0;

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
  const sentences = said.map((one) => one?.replace(/\.$/, ""));
  const summary = said.length && said.length <= 3 ? sentences.join(". ") : region.dataset.says;
  announceInTurn(summary ?? "");
  document.dispatchEvent(new Event("live:shown"));
}

/**
 * @param {HTMLElement} region
 * @param {AbortController} controller
 */
async function ask(region, { signal }) {
  const rows = [...region.querySelectorAll("[data-row]")].map((row) => row.id.slice(1));
  const shown = {
    "Live-Version": region.dataset.version ?? "",
    "Live-Rows": rows.join(","),
    "HX-Current-URL": location.href,
  };
  const answer = await fetch(location.href, { headers: { "HX-Request": "true", ...shown }, signal });
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere !== null) location.assign(elsewhere);
  else if (answer.status === 200) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.body.firstElementChild;
    signal.throwIfAborted();
    if (fresh instanceof HTMLElement) update(region, fresh);
  }
}

/**
 * Without cookies: it costs no session, and nobody seems to be there.
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function stampAt(address, signal) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-store", signal });
  return answer.ok ? answer.text() : seen;
}

/**
 * @param {HTMLElement} region
 * @param {AbortController} controller
 */
async function look(region, controller) {
  const address = region.closest("main")?.dataset.stamp;
  const patience = region.dataset.version ? STEADY : BEHIND;
  const isSoon = !address || region.querySelector("[data-soon]") !== null;
  // Before what is shown is asked for: what is written in between is seen the next time.
  const stamp = isSoon ? seen : await stampAt(address, controller.signal);
  if (!isSoon && stamp === seen && Date.now() - askedAt < patience) return;
  await ask(region, controller);
  [seen, askedAt] = [stamp, Date.now()];
}

async function tick() {
  if (asking) return;
  const region = liveRegion();
  if (region && !document.hidden && !document.querySelector(".htmx-request")) {
    asking = new AbortController();
    await look(region, asking).catch(() => null); // unanswered, or dropped: it asks again
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
