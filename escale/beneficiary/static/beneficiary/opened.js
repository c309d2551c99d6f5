// Says once that the page was really shown, to the address that its form names: a page fetched by
// a mail scanner, or drawn ahead of time, is never visible. <form data-opened="/address/">.
/** @type {HTMLFormElement | null} */
const form = document.querySelector("form[data-opened]");
/** @type {HTMLInputElement | null | undefined} */
const token = form?.querySelector("[name=csrfmiddlewaretoken]");

function tell() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", tell);
  if (!form?.dataset.opened || !token) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token.value });
  // Nobody waits for the answer; unanswered, sending the form will tell.
  fetch(form.dataset.opened, { method: "POST", body, keepalive: true }).catch(() => null);
}

document.addEventListener("visibilitychange", tell);
tell();
