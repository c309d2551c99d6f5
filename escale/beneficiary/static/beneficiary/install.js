// Where the browser can install the application itself, a button does it: <button data-install>.
const button = document.querySelector("[data-install]");
let prompt;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
  button.hidden = false;
});

button.addEventListener("click", () => prompt?.prompt());
addEventListener("appinstalled", () => (button.hidden = true));
