// Says on the button how many are chosen: "Make 4".
const write = () => {
  for (const words of document.querySelectorAll("[data-selected]")) {
    const area = words.dataset.of ? document.getElementById(words.dataset.of) : words.closest("[data-select]");
    const count = area?.querySelectorAll(':is(input[name="recipe"], input[name="product"]):checked').length ?? 0;
    words.textContent = count === 0 ? words.dataset.selectedNone : words.dataset.selected.replace("{count}", count);
  }
};
document.addEventListener("change", (event) => { if (event.target.matches('[type="checkbox"]')) write(); });
document.addEventListener("page:shown", write);
write();
