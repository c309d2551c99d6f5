// The application: its service worker, and a word when there is no network.
// <script data-worker="its address" data-scope="where it answers">. It imports nothing: the worker
// keeps what the page without a network links, not what that imports.
/** @type {HTMLScriptElement | null} */
const script = document.querySelector("script[data-worker]");
const { worker, scope } = script?.dataset ?? {};
if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker, { scope });

// The copy of the last time comes with the notice: once the network is back, the page takes its place.
const notice = document.getElementById("sans-reseau");
const isCopy = notice?.hidden === false;
addEventListener("offline", () => notice?.removeAttribute("hidden"));
addEventListener("online", () => (isCopy ? location.reload() : notice?.setAttribute("hidden", "")));
