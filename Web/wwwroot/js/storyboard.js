// The shots of a video: add, remove, double, reorder by buttons or by the grip. What stands there goes as JSON into one hidden field;
// the suggested shots go as none, so that they follow the facts until somebody changes them.
const rowsOf = (board) => [...board.querySelectorAll("[data-shots] > [data-shot]")];
const fieldOf = (row, name) => row.querySelector(`[data-field="${name}"]`);
const hidden = (board) => board.querySelector("[data-storyboard-value]");
const isOwn = (board) => "own" in hidden(board).dataset;
const say = (board, text, values = {}) => {
  board.querySelector("[data-said]").textContent = Object.entries(values).reduce((words, [name, value]) => words.replace(`{${name}}`, value), text);
};
const round = (seconds) => Math.round(seconds * 1000) / 1000;
const secondsOf = (row) => { const seconds = fieldOf(row, "seconds").valueAsNumber; return Number.isFinite(seconds) ? round(seconds) : 0; };

const shotOf = (row) => {
  const text = (name) => fieldOf(row, name).value.trim() || null;
  const kind = fieldOf(row, "kind").value;
  return kind === "text"
    ? { kind, seconds: secondsOf(row), title: text("title"), line: text("line") }
    : { kind, seconds: secondsOf(row), scene: text("scene"), caption: text("caption") };
};
const lengthOf = (board) => {
  const rows = rowsOf(board);
  return rows.reduce((sum, row) => sum + secondsOf(row), 0) - Number(board.dataset.crossfade) * Math.max(0, rows.length - 1);
};

// The first thing that the API would refuse, with the field to go to.
const problemOf = (board) => {
  const { dataset } = board;
  const rows = rowsOf(board);
  const wrong = rows.find((row) => secondsOf(row) < Number(fieldOf(row, "seconds").min) || secondsOf(row) > Number(dataset.maxShot));
  if (wrong) return [dataset.textSeconds, fieldOf(wrong, "seconds")];
  const untitled = rows.find((row) => fieldOf(row, "kind").value === "text" && !fieldOf(row, "title").value.trim());
  if (untitled) return [dataset.textTitle, fieldOf(untitled, "title")];
  if (lengthOf(board) > Number(dataset.maxSeconds)) return [dataset.textLong, fieldOf(rows.at(-1), "seconds")];
  return null;
};

const write = (board) => {
  const rows = rowsOf(board);
  rows.forEach((row, index) => {
    const group = row.querySelector("[data-numbered]");
    group.setAttribute("aria-label", group.dataset.numbered.replace("{number}", index + 1));
    row.querySelector("[data-number]").textContent = index + 1;
    const kind = fieldOf(row, "kind").value;
    for (const part of row.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kind);
    const scene = fieldOf(row, "scene");
    const chosen = scene.value || board.closest("form").elements[board.dataset.scene]?.value;
    const option = [...scene.options].find((one) => one.value === chosen);
    if (option?.dataset.picture) {
      row.querySelector("[data-scene-picture]").src = option.dataset.picture;
      row.querySelector("[data-scene-own]")?.setAttribute("viewBox", option.dataset.crop);
    }
    for (const counter of row.querySelectorAll("[data-length]")) {
      const input = counter.closest("label").querySelector("input");
      counter.textContent = `${input.value.length} / ${input.maxLength}`;
    }
  });
  const seconds = lengthOf(board);
  const total = board.querySelector("[data-total]");
  total.textContent = total.textContent.replace(/[\d.,]+/, seconds.toFixed(1));
  total.classList.toggle("text-bad", seconds > Number(board.dataset.maxSeconds));
  for (const words of board.querySelectorAll("[data-is]")) words.hidden = (words.dataset.is === "own") !== isOwn(board);
  hidden(board).value = isOwn(board) ? JSON.stringify(rows.map(shotOf)) : "[]";
  const shown = board.querySelector("[data-problem]");
  if (!shown.hidden) shown.hidden = !problemOf(board);
};
const change = (board) => { hidden(board).dataset.own = ""; write(board); };

const suggest = async (board) => {
  const { elements } = board.closest("form");
  const query = new URLSearchParams({ language: elements[board.dataset.language]?.value ?? "", scene: elements[board.dataset.scene]?.value ?? "", photo: elements.photo?.value || board.dataset.photo });
  const answer = await fetch(`${board.dataset.suggest}?${query}`);
  // Signed out or away: what stands there stays.
  if (!answer.ok || answer.redirected) return;
  board.querySelector("[data-shots]").innerHTML = await answer.text();
  delete hidden(board).dataset.own;
  write(board);
};

const acts = {
  add: (board) => {
    if (rowsOf(board).length >= Number(board.dataset.maxShots)) { say(board, board.dataset.textFull); show(board, board.dataset.textFull); return; }
    board.querySelector("[data-shots]").append(board.querySelector("template").content.cloneNode(true));
    change(board);
    const rows = rowsOf(board);
    say(board, board.dataset.textAdded, { number: rows.length });
    fieldOf(rows.at(-1), "kind").focus();
  },
  reset: (board) => suggest(board),
  copy: (board, row) => {
    if (rowsOf(board).length >= Number(board.dataset.maxShots)) { say(board, board.dataset.textFull); show(board, board.dataset.textFull); return; }
    const twin = row.cloneNode(true);
    // A clone of a node has the choice that the page came with.
    for (const name of ["kind", "scene"]) fieldOf(twin, name).value = fieldOf(row, name).value;
    row.after(twin);
    change(board);
    say(board, board.dataset.textAdded, { number: rowsOf(board).indexOf(twin) + 1 });
    fieldOf(twin, "kind").focus();
  },
  remove: (board, row) => {
    const rows = rowsOf(board);
    if (rows.length === 1) { say(board, board.dataset.textLast); show(board, board.dataset.textLast); return; }
    const at = rows.indexOf(row);
    row.remove();
    change(board);
    say(board, board.dataset.textRemoved, { number: at + 1 });
    rowsOf(board)[Math.min(at, rows.length - 2)].querySelector('[data-act="remove"]').focus();
  },
  up: (board, row, button) => move(board, row, button, -1),
  down: (board, row, button) => move(board, row, button, 1),
};
const move = (board, row, button, by) => {
  const rows = rowsOf(board);
  const at = rows.indexOf(row);
  const to = at + by;
  if (to < 0 || to >= rows.length) return;
  if (by < 0) rows[to].before(row);
  else rows[to].after(row);
  change(board);
  button.focus();
  say(board, board.dataset.textMoved, { from: at + 1, to: to + 1 });
};
const show = (board, words) => {
  const shown = board.querySelector("[data-problem]");
  shown.textContent = words;
  shown.hidden = !words;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-storyboard] [data-act]");
  if (!button) return;
  const board = button.closest("[data-storyboard]");
  show(board, "");
  acts[button.dataset.act](board, button.closest("[data-shot]"), button);
});
document.addEventListener("input", (event) => {
  const board = event.target.closest?.("[data-storyboard]");
  if (board && event.target.dataset.field) change(board);
});
document.addEventListener("change", (event) => {
  for (const board of event.target.form?.querySelectorAll("[data-storyboard]") ?? []) {
    if (![board.dataset.language, board.dataset.scene].includes(event.target.name)) continue;
    if (isOwn(board)) write(board);
    else suggest(board);
  }
});
// Before the request goes: what the API would refuse is said here, beside the shots.
document.addEventListener("submit", (event) => {
  for (const board of event.target.querySelectorAll?.("[data-storyboard]") ?? []) {
    const problem = isOwn(board) && !event.submitter?.matches("[formaction], [name=set]") ? problemOf(board) : null;
    if (!problem) continue;
    const recipe = event.target.querySelector(`input[name="recipe"][value="${hidden(board).name.split(":")[0]}"]`);
    if (recipe && !recipe.checked) continue;
    event.preventDefault();
    event.stopImmediatePropagation();
    show(board, problem[0]);
    board.closest("details")?.setAttribute("open", "");
    problem[1].focus();
  }
}, true);

// The grip: the row goes where the pointer is. Buttons do the same by keyboard.
document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  const row = grip.closest("[data-shot]");
  const board = row.closest("[data-storyboard]");
  const from = rowsOf(board).indexOf(row);
  row.classList.add("shadow-2", "border-accent");
  const follow = (move) => {
    const others = rowsOf(board).filter((one) => one !== row);
    const before = others.find((one) => { const box = one.getBoundingClientRect(); return move.clientY < box.top + box.height / 2; });
    if (before) { if (before.previousElementSibling !== row) before.before(row); }
    else if (row.nextElementSibling) others.at(-1).after(row);
  };
  const end = () => {
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    row.classList.remove("shadow-2", "border-accent");
    const to = rowsOf(board).indexOf(row);
    if (to === from) return;
    change(board);
    say(board, board.dataset.textMoved, { from: from + 1, to: to + 1 });
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
});

const begin = () => {
  for (const board of document.querySelectorAll("[data-storyboard]")) {
    board.querySelector("[data-editor]").hidden = false;
    write(board);
  }
};
document.addEventListener("page:shown", begin);
begin();
