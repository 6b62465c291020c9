// A list of rows that always ends in an empty one: the next comes while the last is written. An empty row in the middle goes when it is left.
const fields = (row) => [...row.querySelectorAll("input")];
const empty = (row) => fields(row).every((field) => field.value === "");
const name = (list) => {
  [...list.children].forEach((row, index) => {
    const [key, value] = fields(row);
    key.id = `attributes-${index}-name`;
    value.id = `attributes-${index}-value`;
    key.setAttribute("aria-label", list.dataset.growName.replace("{number}", index + 1));
    value.setAttribute("aria-label", list.dataset.growValue.replace("{number}", index + 1));
  });
};

document.addEventListener("input", (event) => {
  const list = event.target.closest?.("[data-grow]");
  const last = list?.lastElementChild;
  if (!last?.contains(event.target) || empty(last) || list.children.length >= Number(list.dataset.grow)) return;
  const row = last.cloneNode(true);
  for (const error of row.querySelectorAll(".err")) error.remove();
  for (const field of fields(row)) {
    field.value = "";
    field.removeAttribute("value");
    field.removeAttribute("placeholder");
    field.removeAttribute("aria-invalid");
  }
  list.append(row);
  name(list);
});
document.addEventListener("focusout", (event) => {
  const list = event.target.closest?.("[data-grow]");
  const row = list && [...list.children].find((one) => one.contains(event.target));
  if (!row || row === list.lastElementChild || !empty(row) || row.contains(event.relatedTarget)) return;
  row.remove();
  name(list);
});
