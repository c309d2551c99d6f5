/* What has to be typed at the bank is copied in one press, without its spaces. */
document.querySelectorAll("[data-copies]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = document.getElementById(button.dataset.copies).textContent;
    await navigator.clipboard.writeText(code.replaceAll(" ", ""));
    document.getElementById("annonce").textContent = code;
    button.classList.add("is-done");
  });
});
