/* A hint of a preview was answered: what came of it is said, the next one has the focus. */
document.body.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body) return;
  const said = document.querySelector("#contenu > .wrap > [role=status]");
  document.getElementById("annonce").textContent = said?.innerText ?? "";
  const next = document.querySelector("#modifiees .suggest") ?? document.getElementById("contenu");
  next.focus({ preventScroll: true });
});
