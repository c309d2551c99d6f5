// A session that is about to end says so two minutes before, and stays if it is asked to. What
// this page asks by itself is nobody's presence; the button's own request is.
import { announceInTurn } from "./announce.js";

const WARNED = 120; // seconds before the end
const AGAIN = 10_000;

/** @type {HTMLElement | null} */
const main = document.querySelector("main[data-session]");
const place = document.getElementById("fin-de-session");
let next = 0;

/**
 * @param {boolean} stays
 * @returns {Promise<{ seconds: number, may_stay?: boolean }>}
 */
async function left(stays) {
  /** @type {Record<string, string>} */
  const headers = stays ? {} : { "HX-Request": "true" };
  const answer = await fetch(main?.dataset.sessionAt ?? "", { headers, redirect: "manual" });
  // Led to the sign-in page: it is over. An outage says nothing of it.
  const isLedAway = answer.type === "opaqueredirect" || answer.headers.has("HX-Redirect");
  if (isLedAway) return { seconds: 0 };
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function hide() {
  place?.replaceChildren();
}

/** @param {boolean} mayStay */
function show(mayStay) {
  /** @type {HTMLTemplateElement | null} */
  const notice = document.querySelector("template[data-session-end]");
  if (!notice || !place || place.childElementCount) return;
  place.replaceChildren(notice.content.cloneNode(true));
  place.querySelectorAll("[data-may-stay]").forEach((part) => {
    if ((part.getAttribute("data-may-stay") === "yes") !== mayStay) part.remove();
  });
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
  const told = await left(stays).catch(() => null);
  // Unanswered: the network is away, and the session may still be there.
  if (told === null) return lookIn(AGAIN);
  const { seconds } = told;
  if (seconds <= 0) location.reload();
  else if (seconds <= WARNED) {
    show(told.may_stay !== false);
    lookIn(Math.min(AGAIN, seconds * 1000 + 500));
  } else {
    hide();
    lookIn((seconds - WARNED) * 1000 + 500);
  }
}

// Other tabs of the same session may have kept it meanwhile: the server is asked first.
if (main) lookIn(Math.max(1, Number(main.dataset.session) - WARNED) * 1000);
