// Ticking products: a range with Shift, all of the page, and the bar that says how many. A product has a tick in the table and one in
// the list for phones; only one of them is seen, and both say the same.
const ticks = () => [...document.querySelectorAll("[data-bulk-tick]")];
const seen = () => ticks().filter((tick) => tick.checkVisibility());
let last = null;

const set = (value, on) => { for (const tick of ticks()) if (tick.value === value) tick.checked = on; };
const show = () => {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const count = new Set(ticks().filter((tick) => tick.checked).map((tick) => tick.value)).size;
  const all = seen();
  bar.hidden = count === 0;
  const words = bar.querySelector("[data-bulk-count]");
  words.textContent = words.dataset.bulkCount.replace("{count}", count);
  for (const button of bar.querySelectorAll("[data-bulk-all], [data-bulk-none]")) button.hidden = false;
  const head = document.querySelector("[data-bulk-head]");
  if (head) {
    head.checked = count > 0 && count === all.length;
    head.indeterminate = count > 0 && count < all.length;
  }
  // Twins that are not seen are not sent: each product once.
  for (const tick of ticks()) tick.disabled = !tick.checkVisibility() && tick.checked;
};

document.addEventListener("click", (event) => {
  const tick = event.target.closest?.("[data-bulk-tick]");
  if (tick) {
    const all = seen();
    const [from, to] = [all.findIndex((one) => one.value === last), all.indexOf(tick)];
    if (event.shiftKey && from >= 0) for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) set(one.value, tick.checked);
    else set(tick.value, tick.checked);
    last = tick.value;
    show();
    return;
  }
  if (event.target.closest?.("[data-bulk-all]")) for (const one of seen()) set(one.value, true);
  else if (event.target.closest?.("[data-bulk-none]")) for (const one of ticks()) one.checked = false;
  else return;
  show();
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-bulk-head]")) return;
  for (const one of seen()) set(one.value, event.target.checked);
  show();
});
addEventListener("resize", show);
document.addEventListener("page:shown", show);
document.addEventListener("htmx:after:swap", show);
show();
