// Theme, dialogs, toasts, focus after navigation, unsaved changes: what every page shares. Everything works without it.
const root = document.documentElement;
const keep = (name, value) => {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
};
// The server writes times in this zone from the next page on.
keep("tz", Intl.DateTimeFormat().resolvedOptions().timeZone);

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-form]")) return;
  event.preventDefault();
  event.stopPropagation();
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  keep("theme", root.dataset.theme);
}, true);

// Dialogs: an opener is a button or, for pages without scripts, a link that opens the dialog on the server.
let opener = null;
document.addEventListener("click", (event) => {
  const open = event.target.closest("[data-dialog]");
  if (open) {
    event.preventDefault();
    event.stopPropagation();
    opener = open;
    const dialog = document.getElementById(open.dataset.dialog);
    dialog.removeAttribute("open");
    dialog.showModal();
    return;
  }
  const close = event.target.closest("[data-close]");
  if (close) {
    event.preventDefault();
    event.stopPropagation();
    const dialog = close.closest("dialog");
    if (dialog) dialog.close();
    else close.closest("[data-toast]")?.remove();
    return;
  }
  if (event.target.matches("dialog.modal")) event.target.close();
}, true);
document.addEventListener("close", () => {
  opener?.focus();
  opener = null;
}, true);

// Toasts go after six seconds, not while somebody reads or reaches for them. Errors stay.
const watchToasts = () => {
  for (const toast of document.querySelectorAll('[data-toast="go"]:not([data-timed])')) {
    toast.dataset.timed = "";
    let timer;
    const start = () => { timer = setTimeout(() => toast.remove(), 6000); };
    const stop = () => clearTimeout(timer);
    toast.addEventListener("pointerenter", stop);
    toast.addEventListener("pointerleave", start);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("focusout", start);
    start();
  }
};

const focusAfterLoad = () => {
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
  return Boolean(summary);
};

// A form that guards its changes: says so beside the buttons and asks before the page is left.
let dirty = null;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (!form || dirty === form) return;
  dirty = form;
  const words = form.querySelector("[data-dirty-text]");
  if (words) words.textContent = words.dataset.dirtyText;
});
addEventListener("submit", () => { dirty = null; });
addEventListener("click", (event) => { if (event.target.closest?.("[data-discard]")) dirty = null; }, true);
addEventListener("beforeunload", (event) => { if (dirty?.isConnected) event.preventDefault(); });

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!ctx.request.body || ctx.request.method !== "GET") return;
  // Addresses name only the filters that are set.
  for (const [name, value] of [...ctx.request.body]) if (value === "") ctx.request.body.delete(name);
});
document.addEventListener("htmx:after:swap", (event) => {
  watchToasts();
  const { ctx } = event.detail;
  if (ctx.target !== document.body) return;
  dirty = null;
  for (const open of document.querySelectorAll("dialog[open]")) { open.removeAttribute("open"); open.showModal(); }
  if (!focusAfterLoad()) document.getElementById("main")?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("page:shown"));
});

watchToasts();
focusAfterLoad();
for (const open of document.querySelectorAll("dialog[open]")) { open.removeAttribute("open"); open.showModal(); }
