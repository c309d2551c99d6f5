// The application: its service worker, and a word when there is no network.
const { worker, scope } = document.currentScript.dataset;
if ("serviceWorker" in navigator) navigator.serviceWorker.register(worker, { scope });

const notice = document.getElementById("sans-reseau");
const tell = () => notice?.toggleAttribute("hidden", navigator.onLine);
addEventListener("online", tell);
addEventListener("offline", tell);
tell();
