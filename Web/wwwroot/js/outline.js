// The outline editor is large and only one page needs it.
const start = async () => {
  const root = document.querySelector("[data-outline]:not([data-started])");
  if (!root) return;
  root.dataset.started = "";
  (await import("./outline-editor.js")).edit(root);
};
document.addEventListener("page:shown", start);
start();
