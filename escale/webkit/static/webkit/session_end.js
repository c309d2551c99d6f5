// A session that is about to end says so two minutes before, and stays if it is asked to. What
// this page asks by itself is nobody's presence; the button's own request is.
import { announceInTurn } from "./announce.js";

const WARNED = 120; // seconds before the end
const AGAIN = 10_000;

/** @type {HTMLElement | null} */
const main = document.querySelector("main[data-session]");
const place = document.getElementById("fin-de-session");
let next = 0;

/** @param {boolean} stays */
async function secondsLeft(stays) {
  /** @type {Record<string, string>} */
  const headers = stays ? {} : { "HX-Request": "true" };
  const answer = await fetch(main?.dataset.sessionAt ?? "", { headers, redirect: "manual" });
  if (!answer.ok || answer.redirected) return 0;
  /** @type {{ seconds?: number }} */
  const told = await answer.json().catch(() => ({}));
  return told.seconds ?? 0;
}

function hide() {
  place?.replaceChildren();
}

function show() {
  /** @type {HTMLTemplateElement | null} */
  const notice = document.querySelector("template[data-session-end]");
  if (!notice || !place || place.childElementCount) return;
  place.replaceChildren(notice.content.cloneNode(true));
  announceInTurn(place.textContent?.trim() ?? "");
  place.querySelector("button")?.addEventListener("click", () => look(true));
}

/** @param {number} delay */
function lookIn(delay) {
  clearTimeout(next);
  next = setTimeout(look, delay);
}

/** @param {boolean} stays */
async function look(stays = false) {
  const seconds = await secondsLeft(stays).catch(() => null);
  // Unanswered: the network is away, and the session may still be there.
  if (seconds === null) lookIn(AGAIN);
  else if (seconds <= 0) location.reload();
  else if (seconds <= WARNED) {
    show();
    lookIn(Math.min(AGAIN, seconds * 1000 + 500));
  } else {
    hide();
    lookIn((seconds - WARNED) * 1000 + 500);
  }
}

// Other tabs of the same session may have kept it meanwhile: the server is asked first.
if (main) lookIn(Math.max(1, Number(main.dataset.session) - WARNED) * 1000);
