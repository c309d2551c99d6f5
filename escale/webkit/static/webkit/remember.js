// A help that somebody folds stays folded on their next visits: <details data-remember="name">.
for (const details of document.querySelectorAll("[data-remember]")) {
  const key = `folded:${details.dataset.remember}`;
  if (localStorage.getItem(key)) details.open = false;
  details.addEventListener("toggle", () => {
    if (details.open) localStorage.removeItem(key);
    else localStorage.setItem(key, "1");
  });
}
