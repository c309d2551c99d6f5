// To screen readers, which stop reading a text that another replaces. What somebody has just done is
// answered at once; news wait until that could be heard, each in its turn.

const LETTER = 65; // milliseconds, read aloud without haste
const SHORTEST = 1_500;

/** @type {string[]} */
const waiting = [];
let heardAt = 0;
/** @type {number | undefined} */
let timer;

const place = () => document.getElementById("annonce");

/** @param {string} text */
function isBeingRead(text) {
  heardAt = Date.now() + Math.max(SHORTEST, text.length * LETTER);
}

/**
 * An answer.
 * @param {string} text
 */
export function announce(text) {
  const region = place();
  if (!region || !text) return;
  region.textContent = text;
  isBeingRead(text);
}

/**
 * News.
 * @param {string} text
 */
export function announceInTurn(text) {
  if (text && !waiting.includes(text)) waiting.push(text);
  sayNext();
}

function sayNext() {
  clearTimeout(timer);
  if (Date.now() >= heardAt) announce(waiting.shift() ?? "");
  if (waiting.length) timer = window.setTimeout(sayNext, heardAt - Date.now());
}

// The server's answers write there themselves.
const region = place();
if (region) {
  const written = new MutationObserver(() => isBeingRead(region.textContent ?? ""));
  written.observe(region, { childList: true });
}
