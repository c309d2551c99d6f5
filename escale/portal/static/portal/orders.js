// The number of an order opens its detail under its row, and closes it again (R7).
document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest("[data-opens]");
  if (!link || link.getAttribute("aria-expanded") !== "true") return;
  event.preventDefault();
  link.setAttribute("aria-expanded", "false");
  document.getElementById(link.dataset.opens).closest("tr").hidden = true;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const link = document.querySelector(`[data-opens="${event.target.id}"]`);
  if (!link) return;
  link.setAttribute("aria-expanded", "true");
  event.target.closest("tr").hidden = false;
});

// A row drawn again is drawn closed: what is open under it stays open.
document.addEventListener("live:shown", () => {
  for (const link of document.querySelectorAll("[data-opens]")) {
    const detail = document.getElementById(link.dataset.opens).closest("tr");
    link.setAttribute("aria-expanded", String(!detail.hidden));
  }
});
