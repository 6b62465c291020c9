// One-letter keys press what carries data-key="x", or several of them: data-key="x y". Never inside fields or with a modifier, and a switch turns them off (WCAG 2.1.4).
const storage = "keys-off";
const off = () => localStorage.getItem(storage) === "1";
const typing = (element) => element.matches?.("input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") {
    event.preventDefault();
    document.getElementById("key-help")?.showModal();
    return;
  }
  if (off() || document.querySelector("dialog:modal")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector(".topbar .searchbox input")?.focus();
    return;
  }
  const targets = [...document.querySelectorAll(`[data-key~="${CSS.escape(event.key.toLowerCase())}"]`)];
  const target = targets.find((element) => element.checkVisibility());
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.click();
});

const showSwitch = () => {
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = !off();
};
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-switch]")) return;
  if (event.target.checked) localStorage.removeItem(storage);
  else localStorage.setItem(storage, "1");
});
document.addEventListener("page:shown", showSwitch);
showSwitch();
