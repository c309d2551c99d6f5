// The application: its service worker, and a word when there is no network.
const { worker, scope } = document.currentScript.dataset;
if ("serviceWorker" in navigator) navigator.serviceWorker.register(worker, { scope });

// The copy of the last time comes with the notice: once the network is back, the page takes its place.
const notice = document.getElementById("sans-reseau");
const isCopy = notice?.hidden === false;
addEventListener("offline", () => notice?.removeAttribute("hidden"));
addEventListener("online", () => (isCopy ? location.reload() : notice?.setAttribute("hidden", "")));
