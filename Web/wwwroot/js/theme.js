// Runs before the first paint. Without a choice of the person the page follows the system.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  if (root.dataset.themeChosen !== "True" && matchMedia("(prefers-color-scheme: dark)").matches) root.dataset.theme = "dark";
})();
