// Shows and hides a password: <button data-shows="id of the field" aria-pressed="false">.
import { closest, inputOf } from "./elements.js";

document.addEventListener("click", (event) => {
  const button = closest(event.target, "[data-shows]");
  const field = inputOf(button?.dataset.shows);
  if (!button || !field) return;
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
});
