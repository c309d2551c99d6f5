{% load static %}// Answers for the application alone. What it showed last stays readable without a network, to whoever
// types the secret code of this telephone.
const KEPT = "escale-{{ version }}";
const HOME = "{% url "beneficiary:application" %}";
const OFFLINE = "{% url "beneficiary:offline" %}";
const STATIC = "{% get_static_prefix %}";
// Where the secret code is typed; where the telephone is locked; what a telephone without title is led to.
const TYPED_AT = ["{% url "beneficiary:unlock" %}", "{% url "beneficiary:secret" %}"];
const LOCK = "{% url "beneficiary:lock" %}";
const LEFT = ["{% url "beneficiary:forget" %}", "{% url "beneficiary:sign_in" %}"];

{% include "beneficiary/application/_kept_titles.js" %}
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
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (request.method === "GET" && pathname.startsWith(STATIC)) event.respondWith(asset(request));
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
  if (request.method === "POST") return sent(kept, request, pathname);
  try {
    const answer = await fetch(request);
    if (pathname === HOME) await keepTitles(kept, answer);
    // Whoever is shown where to sign in has no titles here any more.
    if (LEFT.includes(pathname) && answer.ok) await forget(kept);
    return answer;
  } catch {
    return (pathname === HOME && (await titles(kept))) || offline(kept);
  }
}

async function sent(kept, request, pathname) {
  if (pathname === OFFLINE) return typedOffline(kept, await request.formData());
  const form = TYPED_AT.includes(pathname) ? request.clone().formData() : null;
  const answer = await fetch(request).catch(() => offline(kept));
  // Refused, the page is shown again; accepted, it leads to the titles.
  if (form && answer.type === "opaqueredirect") await open((await form).get("digits"));
  if (pathname === LOCK) opened = null;
  if (LEFT.includes(pathname) && answer.type === "opaqueredirect") await forget(kept);
  return answer;
}

// With a copy, it asks for the secret code; `told` names what else is shown.
async function offline(kept, told) {
  const answer = await kept.match(OFFLINE);
  const shown = [(await kept.match(TITLES)) ? "ouvrir" : "rien", told].filter(Boolean);
  const text = shown.reduce((page, id) => page.replace(`id="${id}" hidden`, `id="${id}"`), await answer.text());
  return new Response(text, { headers: answer.headers });
}

async function asset(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}
