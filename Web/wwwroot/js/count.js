// Live counters: characters by code point, bytes as UTF-8 or as GBK counts them. The server counts the same way (TextLength).
const utf8 = new TextEncoder();
export const measure = (text, unit) => {
  if (unit === "utf8-bytes") return utf8.encode(text).length;
  if (unit === "gbk-bytes") return [...text].reduce((sum, c) => sum + (c.codePointAt(0) < 0x80 ? 1 : c.codePointAt(0) <= 0xffff ? 2 : 4), 0);
  return [...text].length;
};
const write = (counter, text, max, unit) => {
  const used = measure(text, unit);
  (counter.querySelector("[data-value]") ?? counter).textContent = `${used} / ${max}`;
  counter.toggleAttribute("data-over", used > max);
};

document.addEventListener("input", (event) => {
  const field = event.target;
  const counter = field.dataset?.count && document.getElementById(field.dataset.count);
  if (counter) {
    const many = counter.querySelectorAll("[data-counter]");
    if (many.length > 0) for (const one of many) write(one, field.value, Number(one.dataset.max), one.dataset.unit);
    else if (field.dataset.max) write(counter, field.value, Number(field.dataset.max), field.dataset.unit);
  }
  const preview = field.id && document.querySelector(`[data-preview="${CSS.escape(field.id)}"]`);
  if (preview) preview.textContent = field.value;
});
