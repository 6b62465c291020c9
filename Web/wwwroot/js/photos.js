// Photos to choose several of: says how many are chosen and in which order, and finds those of other products. On the create page: shows the options of
// what is ticked, where there is something to choose before it can be made.
const write = (field) => {
  const { dataset } = field;
  const order = field.querySelector("[data-picks-order]");
  const checked = [...field.querySelectorAll('[type="checkbox"]:checked')];
  const ids = checked.map((box) => box.value);
  // What was chosen last comes last, wherever it stands in the page.
  const before = order.value.split(",").filter((id) => ids.includes(id));
  const now = [...before, ...ids.filter((id) => !before.includes(id))];
  order.value = now.join(",");
  for (const box of checked) box.closest("label").querySelector(".pick-mark").dataset.place = now.indexOf(box.value) + 1;
  const count = checked.length;
  const words = field.querySelector("[data-picks-count]");
  words.textContent = dataset.textCount.replace("{count}", count);
  words.classList.toggle("text-bad", count > Number(dataset.max));
};

const find = async (field, query) => {
  const answer = await fetch(`${field.dataset.find}&${new URLSearchParams({ query })}`);
  // Signed out or away: what stands there stays.
  if (!answer.ok || answer.redirected || field.querySelector("[data-picks-search]").value !== query) return;
  const others = field.querySelector("[data-picks-others]");
  const found = document.createElement("template");
  found.innerHTML = await answer.text();
  const kept = [...others.children].filter((tile) => tile.querySelector(":checked"));
  const chosen = new Set(kept.map((tile) => tile.querySelector('[type="checkbox"]').value));
  const tiles = [...found.content.children].filter((tile) => !chosen.has(tile.querySelector('[type="checkbox"]').value));
  // What is chosen stays where it is: somebody may be writing its label.
  for (const tile of [...others.children]) if (!kept.includes(tile)) tile.remove();
  others.append(...tiles);
  if (kept.length + tiles.length === 0) {
    const none = document.createElement("li");
    none.className = "hint";
    none.textContent = field.dataset.textNone;
    others.append(none);
  }
};

// What has to be chosen is asked for as soon as the recipe is ticked, and only then.
const options = (ticked) => {
  for (const part of document.querySelectorAll("[data-options-of]")) {
    part.hidden = !document.querySelector(`input[name="recipe"][value="${CSS.escape(part.dataset.optionsOf)}"]`)?.checked;
    if (!part.hidden && part.dataset.optionsOf === ticked) part.closest("details").open = true;
  }
};

let waiting;
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-picks-search]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => find(event.target.closest("[data-picks]"), event.target.value), 250);
});
document.addEventListener("keydown", (event) => {
  // Enter searches; it does not make anything.
  if (event.key === "Enter" && event.target.matches("[data-picks-search]")) event.preventDefault();
});
document.addEventListener("change", (event) => {
  const field = event.target.closest?.("[data-picks]");
  if (field) write(field);
  if (event.target.matches('input[name="recipe"]')) options(event.target.checked ? event.target.value : null);
});
const start = () => {
  for (const field of document.querySelectorAll("[data-picks]")) {
    write(field);
    const search = field.querySelector("[data-picks-search]");
    if (search) search.hidden = false;
  }
  options(null);
};
document.addEventListener("page:shown", start);
start();
