// Never addresses of a page: the titles, sealed, and how many wrong codes were tried on them.
const TITLES = `${HOME}titres-scelles`;
const WRONG = `${HOME}codes-faux`;
const MOST_WRONG = {{ most_wrong }};

// The copy is sealed with the secret code: PBKDF2 (SHA-256, 600 000 rounds), then AES-GCM. The key
// stays in memory for as long as the application is open, and is written nowhere.
const ROUNDS = 600_000;
const OPEN_FOR = 15 * 60 * 1000;
let opened = null;

async function keyOf(typed, salt) {
  const digits = new TextEncoder().encode(String(typed).replace(/\D/g, ""));
  const secret = await crypto.subtle.importKey("raw", digits, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function open(typed, salt = crypto.getRandomValues(new Uint8Array(16))) {
  opened = { key: await keyOf(typed, salt), salt, until: Date.now() + OPEN_FOR };
  return opened;
}

function stillOpen() {
  if (opened && Date.now() > opened.until) opened = null;
  return opened;
}

// Salt, vector and text, one after the other.
async function seal(text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, opened.key, new TextEncoder().encode(text));
  return new Blob([opened.salt, iv, sealed]);
}

async function parts(kept) {
  const bytes = new Uint8Array(await kept.arrayBuffer());
  return { salt: bytes.slice(0, 16), iv: bytes.slice(16, 28), sealed: bytes.slice(28) };
}

// Null with another code.
async function unseal(kept, key) {
  const { iv, sealed } = await parts(kept);
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed));
  } catch {
    return null;
  }
}

async function keepTitles(kept, answer) {
  const text = answer.ok && !answer.redirected ? await answer.clone().text() : "";
  if (!text.includes("pocket-page--titles") || !stillOpen()) return;
  // It says itself that it is a copy: a device whose network leads nowhere believes that it is online.
  await kept.put(TITLES, new Response(await seal(text.replace('id="sans-reseau" hidden', 'id="sans-reseau"'))));
  await kept.delete(WRONG);
}

async function titles(kept) {
  const copy = await kept.match(TITLES);
  const text = copy && stillOpen() && (await unseal(copy, opened.key));
  if (!text) return null;
  return new Response(text, { headers: (await kept.match(OFFLINE)).headers });
}

async function typedOffline(kept, form) {
  const copy = await kept.match(TITLES);
  if (!copy) return offline(kept);
  const { salt } = await parts(copy.clone());
  const { key } = await open(form.get("digits"), salt);
  if (await unseal(copy, key)) {
    await kept.delete(WRONG);
    return Response.redirect(HOME, 303);
  }
  opened = null;
  const before = await kept.match(WRONG);
  const wrong = 1 + (before ? Number(await before.text()) : 0);
  if (wrong < MOST_WRONG) await kept.put(WRONG, new Response(String(wrong)));
  else await forget(kept);
  return offline(kept, "code-faux");
}

async function forget(kept) {
  opened = null;
  await Promise.all([kept.delete(TITLES), kept.delete(WRONG)]);
}
