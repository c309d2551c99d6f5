// A help that somebody folds stays folded on their next visits: <details data-remember="name">.
/** @type {NodeListOf<HTMLDetailsElement>} */
const remembered = document.querySelectorAll("details[data-remember]");

for (const details of remembered) {
  const key = `folded:${details.dataset.remember}`;
  if (localStorage.getItem(key)) details.open = false;
  details.addEventListener("toggle", () => {
    if (details.open) localStorage.removeItem(key);
    else localStorage.setItem(key, "1");
  });
}
