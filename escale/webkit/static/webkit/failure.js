// A request of the person, refused or unanswered, is said on the page: nothing fails in silence.
// What the page asks for by itself, again and again, has no event behind it: it just asks again.
const place = () => document.getElementById("echec");

function tell(event) {
  const notice = document.querySelector("template[data-failure]");
  if (!notice || !place() || !event.detail.requestConfig.triggeringEvent) return;
  place().replaceChildren(notice.content.cloneNode(true));
}

document.addEventListener("htmx:responseError", tell);
document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.requestConfig.triggeringEvent) {
    place()?.replaceChildren();
  }
});
