// Where the browser can install the application itself, a button does it: <button data-install>.
/** @type {NodeListOf<HTMLElement>} */
const buttons = document.querySelectorAll("[data-install]");

for (const button of buttons) {
  /** @type {BeforeInstallPromptEvent | undefined} */
  let prompt;

  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event;
    button.hidden = false;
  });

  button.addEventListener("click", () => prompt?.prompt());
  addEventListener("appinstalled", () => (button.hidden = true));
}
