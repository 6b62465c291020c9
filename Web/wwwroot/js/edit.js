// The photo editor is large and only one page needs it.
const start = async () => {
  const root = document.querySelector("[data-edit]:not([data-started])");
  if (!root) return;
  root.dataset.started = "";
  (await import("./edit-editor.js")).edit(root);
};
document.addEventListener("page:shown", start);
start();
