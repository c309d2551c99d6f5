// A page shows what happens elsewhere by itself: its [data-live] region is asked for every few
// seconds, and only what differs is replaced. What is typed, focused or opened there stays.
// An element with a data-version is compared by it, whatever scripts did to it since; those around
// it hold elements alone, no text of their own, and stay in place.
const PACE = 4_000;
const SOON = 1_000; // while a mail is leaving: that takes a second or two
let timer, asking;

const isTyped = (field) =>
  field.value !== field.defaultValue || field.checked !== field.defaultChecked;
// Being edited, or waiting for its own answer.
const isBusy = (part) =>
  part.matches(":is(.is-editing, .htmx-request), :has(.is-editing, .htmx-request)") ||
  [...part.querySelectorAll("input:not([type=hidden]), textarea")].some(isTyped);

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

function renew(shown, fresh, news) {
  if (shown.isEqualNode(fresh) || shown.dataset.version === (fresh.dataset.version ?? null)) return;
  const isAround = shown.tagName === fresh.tagName && fresh.querySelector("[data-version]");
  isAround ? renewChildren(shown, fresh, news) : replace(shown, [fresh], news);
}

function replace(shown, fresh, news) {
  news.left ||= isBusy(shown);
  if (isBusy(shown)) return;
  shown.replaceWith(...fresh);
  news.changed.push(shown, ...fresh);
}

// The focus goes back to what has the same id, or else to the part that it was in.
function keepingFocus(change) {
  const focused = document.activeElement;
  const { selectionStart: start, selectionEnd: end } = focused;
  const part = focused.closest("[id][data-version]");
  change();
  if (document.activeElement === focused) return;
  const again = document.getElementById(focused.id) ?? document.getElementById(part?.id);
  if (again && again.id !== focused.id) again.tabIndex = -1;
  again?.focus({ preventScroll: true });
  if (typeof start === "number") again?.setSelectionRange?.(start, end);
}

function update(region, fresh) {
  const news = { changed: [], left: false };
  keepingFocus(() => renewChildren(region, fresh, news));
  Object.assign(region.dataset, fresh.dataset, news.left && { version: "" });
  region.toggleAttribute("data-live", fresh.hasAttribute("data-live"));
  if (!news.changed.length) return;
  const put = news.changed.filter((part) => part.isConnected);
  put.forEach((part) => htmx.process(part));
  const said = put.map((part) => part.dataset.says).filter(Boolean);
  const summary = said.length && said.length <= 3 ? said.join(". ") : region.dataset.says;
  document.getElementById("annonce").textContent = summary ?? "";
  document.dispatchEvent(new Event("live:shown"));
}

async function ask(region, { signal }) {
  const seen = { "Live-Version": region.dataset.version, "HX-Current-URL": location.href };
  const answer = await fetch(location.href, { headers: { "HX-Request": "true", ...seen }, signal });
  if (answer.headers.has("HX-Redirect")) location.assign(answer.headers.get("HX-Redirect"));
  else if (answer.status === 200) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!signal.aborted) update(region, page.body.firstElementChild);
  }
}

async function tick() {
  if (asking) return;
  const region = document.querySelector("[data-live]");
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
