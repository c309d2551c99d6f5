/* A hint of a preview was answered: what came of it is said, the next one has the focus. */
import { announce } from "../webkit/announce.js";

document.body.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body) return;
  /** @type {HTMLElement | null} */
  const said = document.querySelector("#contenu > .wrap > [role=status]");
  announce(said?.innerText ?? "");
  /** @type {HTMLElement | null} */
  const next = document.querySelector("#modifiees .suggest") ?? document.getElementById("contenu");
  next?.focus({ preventScroll: true });
});
