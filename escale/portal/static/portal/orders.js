// The number of an order opens its detail under its row, and closes it again (R7).

/** @param {HTMLElement} link */
const detailOf = (link) => document.getElementById(link.dataset.opens ?? "")?.closest("tr");

document.addEventListener("htmx:beforeRequest", (event) => {
  /** @type {HTMLElement | null} */
  const link = event.target.closest("[data-opens]");
  const detail = link && detailOf(link);
  if (!detail || link.getAttribute("aria-expanded") !== "true") return;
  event.preventDefault();
  link.setAttribute("aria-expanded", "false");
  detail.hidden = true;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const link = document.querySelector(`[data-opens="${event.target.id}"]`);
  const detail = event.target.closest("tr");
  if (!link || !detail) return;
  link.setAttribute("aria-expanded", "true");
  detail.hidden = false;
});

// A row drawn again is drawn closed: what is open under it stays open.
document.addEventListener("live:shown", () => {
  /** @type {NodeListOf<HTMLElement>} */
  const links = document.querySelectorAll("[data-opens]");
  for (const link of links) {
    link.setAttribute("aria-expanded", String(!detailOf(link)?.hidden));
  }
});
