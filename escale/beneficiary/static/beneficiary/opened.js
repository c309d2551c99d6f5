// Says once that the page was really shown, to the address that its form names: a page fetched by
// a mail scanner, or drawn ahead of time, is never visible. <form data-opened="/address/">.
const form = document.querySelector("[data-opened]");

function tell() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", tell);
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  // Nobody waits for the answer; unanswered, sending the form will tell.
  fetch(form.dataset.opened, { method: "POST", body, keepalive: true }).catch(() => null);
}

document.addEventListener("visibilitychange", tell);
tell();
