{% load static %}// Answers for the application alone. What it showed last stays readable without a network, as long
// as the device is not locked or forgotten: any other answer at its address removes the copy.
const KEPT = "escale-{{ version }}";
const HOME = "{% url "beneficiary:application" %}";
const OFFLINE = "{% url "beneficiary:offline" %}";
const STATIC = "{% get_static_prefix %}";

self.addEventListener("install", (event) => {
  event.waitUntil(keepOffline().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropFormerVersions().then(() => self.clients.claim()));
});

async function dropFormerVersions() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (pathname.startsWith(STATIC)) event.respondWith(asset(request));
});

// The page itself and all that it links: it must look right without a network too.
async function keepOffline() {
  const kept = await caches.open(KEPT);
  const answer = await fetch(OFFLINE);
  const links = (await answer.clone().text()).matchAll(/(?:href|src)="([^"#]+)/g);
  await kept.put(OFFLINE, answer);
  const files = [...links].map(([, link]) => link).filter((link) => link.startsWith(STATIC));
  await Promise.all(files.map((file) => kept.add(file).catch(() => null)));
}

async function page(request, pathname) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (pathname === HOME) await keepTitles(kept, answer);
    return answer;
  } catch {
    return (pathname === HOME && (await kept.match(HOME))) || kept.match(OFFLINE);
  }
}

async function keepTitles(kept, answer) {
  const page = answer.ok && !answer.redirected ? await answer.clone().text() : "";
  if (page.includes("pocket-page--titles")) await kept.put(HOME, copyOf(page, answer));
  else await kept.delete(HOME);
}

// It says itself that it is one: a device whose network leads nowhere believes that it is online.
function copyOf(page, { headers }) {
  return new Response(page.replace('id="sans-reseau" hidden', 'id="sans-reseau"'), { headers });
}

async function asset(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}
