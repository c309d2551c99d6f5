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
