// A request of the person, refused or unanswered, is said on the page: nothing fails in silence.
// What the page asks for by itself, again and again, has no event behind it: it just asks again.
const place = () => document.getElementById("echec");

/**
 * @param {HtmxEvent} event
 * @param {"server" | "network"} kind
 */
function tell(event, kind) {
  /** @type {HTMLTemplateElement | null} */
  const notice = document.querySelector(`template[data-failure="${kind}"]`);
  if (!notice || !event.detail.requestConfig.triggeringEvent) return;
  place()?.replaceChildren(notice.content.cloneNode(true));
}

document.addEventListener("htmx:responseError", (event) => tell(event, "server"));
document.addEventListener("htmx:sendError", (event) => tell(event, "network"));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.requestConfig.triggeringEvent) {
    place()?.replaceChildren();
  }
});
