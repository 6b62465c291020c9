// Correcting an outline: marks on the photo by mouse, finger, pen or keys; the server finds the edge; saving leads back to the product.
import { Previews } from "./outline-preview.js";
import { Stage } from "./outline-stage.js";
import { LEAST_RADIUS, MOST_RADIUS, Strokes } from "./outline-strokes.js";

const keysOff = () => localStorage.getItem("keys-off") === "1";
const typing = (element) => element.matches?.("input:not([type=range]), textarea, select, [contenteditable]");

export const edit = (root) => {
  const words = root.dataset;
  const find = (name) => root.querySelector(`[data-outline-${name}]`);
  const canvas = find("canvas");
  const editable = "editable" in words;
  const strokes = new Strokes(JSON.parse(words.strokes), Number(words.width), Number(words.height));
  const previews = new Previews(root, words.preview);
  const stage = new Stage(canvas, root);
  const save = document.querySelector("[data-outline-save]");
  const conflict = document.querySelector("[data-outline-conflict]");
  const longer = Math.max(words.width, words.height);
  let tool = editable ? "keep" : "move";
  let radius = 0.018;
  let etag = words.etag;
  let leaving = false;
  let settled = 0;
  let spaced = false;

  const say = (text) => { find("state").textContent = text; };
  const busy = (on) => { find("busy").hidden = !on; root.toggleAttribute("data-busy", on); };
  const buttons = () => {
    if (!editable) return;
    find("undo").disabled = strokes.marks.length === 0;
    find("redo").disabled = strokes.undone.length === 0;
    find("clear").disabled = strokes.marks.length === 0;
    const count = strokes.marks.length;
    find("count").textContent = count === 0 ? words.textNone : words.textStrokes.replace("{count}", count);
  };
  const pending = () => { stage.fresh = [...strokes.marks.slice(settled).flat(), ...(strokes.current ?? [])]; stage.show(); };

  const notes = (list) => {
    find("notes").replaceChildren(...list.map((note) => {
      const item = find("note").content.cloneNode(true).firstElementChild;
      item.querySelector("[data-text]").textContent = note.detail ?? note.text;
      item.querySelector("[data-advice]").textContent = note.advice ?? "";
      return item;
    }));
    find("fine").hidden = list.length > 0;
  };

  const update = async (since = performance.now()) => {
    buttons();
    // Marks that were taken back were never new; what remains of them is drawn until the new edge is there.
    settled = Math.min(settled, strokes.marks.length);
    pending();
    const [list, key, count] = [strokes.list, strokes.key, strokes.marks.length];
    busy(true);
    say(words.textWorking);
    try {
      const shown = await previews.ask(list, key);
      if (!shown) return;
      settled = count;
      stage.present(shown);
      pending();
      if (shown.url) find("result").src = shown.url;
      notes(shown.notes);
      say(shown.region ? (count > 0 ? words.textReady : "") : words.textNothing);
      busy(false);
      requestAnimationFrame(() => { root.dataset.took = `${Math.round(performance.now() - since)}`; root.dataset.shown = `${count}`; });
    } catch {
      busy(false);
      say(words.textFailed);
    }
  };

  const choose = (name) => {
    tool = name;
    for (const button of root.querySelectorAll("[data-tool]")) {
      const chosen = button.dataset.tool === name;
      button.setAttribute("aria-pressed", chosen);
      button.classList.toggle("btn-primary", chosen);
      button.classList.toggle("btn-plain", !chosen);
    }
    canvas.style.cursor = name === "move" ? "grab" : "crosshair";
    if (stage.brush) stage.brush.mark = name;
    stage.show();
  };
  const widen = (to) => {
    radius = Math.min(MOST_RADIUS, Math.max(LEAST_RADIUS, to));
    if (!editable) return;
    find("size").value = Math.round(radius * 1000);
    find("width").textContent = words.textWidth.replace("{px}", Math.round(radius * 2 * longer));
    if (stage.brush) stage.brush.radius = radius;
    stage.show();
  };

  // A pen's pressure widens and narrows the brush; at half pressure it is as chosen.
  const wide = (event) => (event.pointerType === "pen" && event.pressure > 0 ? radius * (0.35 + 1.3 * event.pressure) : radius);
  const finish = () => {
    const since = performance.now();
    if (strokes.end()) update(since);
    else { pending(); say(words.textFull); }
  };

  const pointers = new Map();
  let span = null;
  const middle = () => {
    const [a, b] = [...pointers.values()];
    return { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2, away: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture?.(event.pointerId);
    pointers.set(event.pointerId, event);
    if (pointers.size === 2) {
      // The second finger: what the first one began was no mark.
      strokes.cancel();
      pending();
      span = middle();
      return;
    }
    if (pointers.size > 2 || tool === "move" || spaced || event.button === 1) return;
    if (strokes.begin(tool, wide(event), stage.at(event))) pending();
    else say(words.textFull);
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (event.pointerType !== "touch" && tool !== "move") stage.brush = { ...stage.at(event), radius: wide(event), mark: tool };
    if (!before) { stage.show(); return; }
    pointers.set(event.pointerId, event);
    if (pointers.size === 2) {
      const now = middle();
      if (span) {
        stage.pan(now.clientX - span.clientX, now.clientY - span.clientY);
        if (span.away > 0) stage.zoom(now.away / span.away, now);
      }
      span = now;
    } else if (strokes.current) {
      const all = event.getCoalescedEvents?.() ?? [];
      for (const one of all.length > 0 ? all : [event]) strokes.draw(stage.at(one), wide(one));
      pending();
    } else if (pointers.size === 1) stage.pan(event.clientX - before.clientX, event.clientY - before.clientY);
  });
  const up = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    span = null;
    if (event.type === "pointercancel") { strokes.cancel(); pending(); }
    else if (strokes.current && pointers.size === 0) finish();
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => { stage.brush = null; stage.show(); });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    stage.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event);
  }, { passive: false });
  canvas.addEventListener("stage:zoomed", () => { find("percent").textContent = `${Math.round(stage.view.zoom * 100)}%`; });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.tool) choose(button.dataset.tool);
    else if (button.dataset.outlineZoom) stage.zoom({ in: 1.5, out: 1 / 1.5, fit: 0 }[button.dataset.outlineZoom]);
    else if (button.dataset.outlineMode) {
      stage.mode = button.dataset.outlineMode;
      for (const one of root.querySelectorAll("[data-outline-mode]")) one.setAttribute("aria-pressed", one === button);
      stage.show();
    } else if ("outlineUndo" in button.dataset) { if (strokes.undo()) update(); }
    else if ("outlineRedo" in button.dataset) { if (strokes.redo()) update(); }
    else if ("outlineClear" in button.dataset) { strokes.clear(); update(); }
  });
  root.addEventListener("input", (event) => { if (event.target.matches("[data-outline-size]")) widen(event.target.value / 1000); });

  // The brush under the arrow keys, for those who use no pointer.
  const byKeys = (event) => {
    const step = (event.shiftKey ? 32 : 8) / stage.scale;
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!way && event.key.toLowerCase() !== "p") return false;
    if (tool === "move") {
      if (!way) return false;
      stage.pan(-way[0] * stage.scale, -way[1] * stage.scale);
      return true;
    }
    stage.brush ??= { ...stage.place(canvas.clientWidth / 2, canvas.clientHeight / 2), radius, mark: tool };
    if (way) {
      stage.brush = { ...stage.brush, ...strokes.inside({ x: stage.brush.x + way[0], y: stage.brush.y + way[1] }) };
      if (strokes.current) strokes.draw(stage.brush, radius);
    } else if (strokes.current) {
      finish();
      return true;
    } else if (!strokes.begin(tool, radius, stage.brush)) say(words.textFull);
    pending();
    return true;
  };
  const keyDown = (event) => {
    if (!root.isConnected) { document.removeEventListener("keydown", keyDown); return; }
    if (event.defaultPrevented || typing(event.target) || document.querySelector("dialog:modal")) return;
    const key = event.key.toLowerCase();
    if (editable && (event.ctrlKey || event.metaKey) && (key === "z" || key === "y")) {
      event.preventDefault();
      if (key === "y" || event.shiftKey ? strokes.redo() : strokes.undo()) update();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === canvas && event.key === " ") { event.preventDefault(); spaced = true; canvas.style.cursor = "grab"; return; }
    if (event.target === canvas && event.key === "Escape" && strokes.current) { strokes.cancel(); pending(); return; }
    if (event.target === canvas && editable && byKeys(event)) { event.preventDefault(); return; }
    if (!editable || keysOff()) return;
    if (key === "x") choose(tool === "erase" ? "keep" : "erase");
    else if (key === "[") widen(radius / 1.2);
    else if (key === "]") widen(radius * 1.2);
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", keyDown);
  document.addEventListener("keyup", (event) => { if (event.key === " ") { spaced = false; choose(tool); } });

  // Whoever leaves with marks that are not saved is asked.
  const unsaved = () => editable && !leaving && root.isConnected && strokes.changed;
  addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.target === "_blank" || !unsaved()) return;
    if (confirm(words.textLeave)) leaving = true;
    else { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  const store = async () => {
    save.disabled = true;
    conflict.hidden = true;
    try {
      const answer = await previews.post("save", { strokes: strokes.list, eTag: etag });
      const said = await answer.json();
      if (answer.ok) { leaving = true; location.assign(said.next); return; }
      if (said.eTag) {
        etag = said.eTag;
        document.querySelector("[data-outline-conflict-text]").textContent = said.problem;
        conflict.hidden = false;
      } else say(said.problem);
    } catch {
      say(words.textFailed);
    }
    save.disabled = false;
  };
  save?.addEventListener("click", store);
  document.querySelector("[data-outline-mine]")?.addEventListener("click", store);
  document.querySelector("[data-outline-theirs]")?.addEventListener("click", () => { leaving = true; location.reload(); });

  for (const part of root.querySelectorAll("[data-outline-controls]")) part.hidden = false;
  if (save) save.disabled = false;
  choose(tool);
  widen(radius);
  update();
};
