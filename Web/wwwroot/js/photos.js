// Photos to choose several of: says how many are chosen, and finds those of other products. On the create page: shows the options of
// what is ticked, where there is something to choose before it can be made.
const write = (field) => {
  const { dataset } = field;
  const count = field.querySelectorAll('[type="checkbox"]:checked').length;
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
  others.replaceChildren(...kept, ...tiles);
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
