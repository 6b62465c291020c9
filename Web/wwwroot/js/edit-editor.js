// Editing a photo: tools change a list of steps, the server shows what comes of it, saving makes a new picture of the photo and the list.
import { WHOLE, drag, grab, isWhole, tidy, toAspect } from "./edit-crop.js";
import { Previews } from "./edit-previews.js";
import { Stage } from "./edit-stage.js";
import { Steps } from "./edit-steps.js";

const WAIT = 140;
const MOST_POINTS = 400;
const MOST_STROKES = 100;
const TAB_OF = {
  crop: "crop", straighten: "turn", turn: "turn", light: "light", "auto-light": "light", "white-balance": "colour", "auto-white-balance": "colour", denoise: "detail", sharpen: "detail",
  upscale: "detail", background: "background", erase: "erase", resize: "size", output: "size",
};
const keysOff = () => localStorage.getItem("keys-off") === "1";
const typing = (element) => element.matches?.("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]");
const round = (value) => Math.round(value * 100000) / 100000;
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

export const edit = (root) => {
  const words = root.dataset;
  const names = JSON.parse(words.names);
  const find = (name) => root.querySelector(`[data-edit-${name}]`);
  const all = (name) => [...root.querySelectorAll(`[data-edit-${name}]`)];
  root.hidden = false;
  const canvas = find("canvas");
  const steps = new Steps(JSON.parse(words.steps));
  const previews = new Previews(root);
  const stage = new Stage(canvas);
  const save = document.querySelector("[data-edit-save]");
  let tab = "crop";
  let radius = 0.018;
  let crop = { ...WHOLE };
  let stroke = null;
  let fresh = [];
  let leaving = false;
  let spaced = false;
  let comparing = false;
  let original = null;
  let shown = null;
  let timer = 0;

  const say = (text, bad = false) => { find("state").textContent = text; find("state").classList.toggle("text-bad", bad); };
  const busy = (on) => { find("busy").hidden = !on; root.toggleAttribute("data-busy", on); };
  const shape = () => stage.size.x / stage.size.y;

  // With a tool that works on places the picture is shown as it is at that step.
  const until = () => {
    if (tab === "crop") return steps.indexOf("crop") >= 0 ? steps.indexOf("crop") : steps.place;
    if (tab === "erase") return Math.max(erasing() + 1, steps.place);
    return steps.list.length;
  };
  // Marks go into the erase step that stands last of what changes pixels; else into a new one.
  const erasing = () => (steps.list[steps.place - 1]?.kind === "erase" ? steps.place - 1 : -1);

  const draw = () => {
    stage.bitmap = comparing ? original : shown?.bitmap ?? original;
    stage.crop = tab === "crop" && !comparing ? crop : null;
    stage.marks = comparing ? [] : [...fresh, ...(stroke ? [stroke] : [])];
    if (tab !== "erase") stage.brush = null;
    stage.show();
  };

  const show = async () => {
    busy(true);
    say(words.textWorking);
    const list = steps.list.slice(0, until());
    const wait = timer;
    try {
      const answer = await previews.ask(list);
      if (!answer) return;
      if (answer.problem) {
        say(answer.problem, true);
        mark(answer.field);
      } else {
        shown = answer;
        original ??= list.length === 0 ? answer.bitmap : null;
        say(steps.list.length > 0 ? words.textReady : "");
        mark(null);
        fresh = [];
        find("size-text").textContent = tab === "crop" || tab === "erase" ? "" : words.textSize.replace("{width}", answer.width).replace("{height}", answer.height);
      }
      draw();
      busy(false);
      const kinds = steps.list.map((step) => step.kind).join(",");
      requestAnimationFrame(() => {
        if (timer !== wait) return;
        root.dataset.shown = kinds;
        root.dataset.at = `${list.length}`;
      });
    } catch {
      busy(false);
      say(words.textFailed, true);
    }
  };
  const later = () => {
    clearTimeout(timer);
    delete root.dataset.shown;
    timer = setTimeout(show, WAIT);
  };

  const mark = (field) => {
    const at = /^steps\[(\d+)\]/.exec(field ?? "")?.[1];
    [...find("list").children].forEach((row, n) => row.classList.toggle("bg-bad-soft", `${n}` === at));
  };

  const describe = (step) => {
    const values = Object.entries(step).filter(([name, value]) => name !== "kind" && typeof value !== "object" && value !== 0 && value !== false);
    const short = { crop: () => `${Math.round(step.width * 100)} × ${Math.round(step.height * 100)} %`, erase: () => `${step.strokes.length}`, resize: () => `${step.width} × ${step.height}`, output: () => step.format.toUpperCase(),
      turn: () => `${step.quarters * 90}°${step.mirror ? " ↔" : ""}`, background: () => step.colour ?? "" }[step.kind];
    return short ? short() : values.map(([, value]) => `${value}`).join(", ");
  };

  const rows = () => {
    const focused = document.activeElement?.closest("[data-edit-list]") ? [document.activeElement.dataset.act, [...find("list").children].indexOf(document.activeElement.closest("li"))] : null;
    find("list").replaceChildren(...steps.list.map((step, at) => {
      const row = find("row").content.cloneNode(true).firstElementChild;
      const name = names[step.kind] ?? step.kind;
      row.dataset.kind = step.kind;
      row.querySelector("[data-text]").textContent = `${at + 1}. ${[name, describe(step)].filter(Boolean).join(" · ")}`;
      for (const [act, text] of [["open", words.textOpen], ["up", words.textUp], ["down", words.textDown], ["remove", words.textRemove]]) {
        const button = row.querySelector(`[data-act=${act}]`);
        button.setAttribute("aria-label", text.replace("{step}", `${at + 1}. ${name}`));
        button.title = button.getAttribute("aria-label");
        button.dataset.at = at;
        if (act === "up" || act === "down") button.disabled = !steps.canMove(at, act === "up" ? -1 : 1);
      }
      return row;
    }));
    if (focused) (find("list").children[Math.min(focused[1], steps.list.length - 1)]?.querySelector(`[data-act=${focused[0]}]`) ?? canvas).focus();
    find("none").hidden = steps.list.length > 0;
  };

  // Every control stands where the list says.
  const controls = () => {
    for (const slider of all("kind")) {
      const step = steps.find(slider.dataset.editKind);
      slider.value = step?.[slider.dataset.editField] ?? slider.dataset.neutral;
      root.querySelector(`[data-edit-value="${slider.dataset.editKind}.${slider.dataset.editField}"]`).textContent = `${Number(slider.value)}${slider.dataset.unit}`;
    }
    for (const toggle of all("toggle")) toggle.checked = steps.indexOf(toggle.dataset.editToggle) >= 0;
    const background = steps.find("background");
    for (const button of all("background")) {
      if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", button.dataset.editBackground === (background ? background.colour ?? "clear" : ""));
    }
    if (background?.colour) find("colour").value = background.colour;
    const resize = steps.find("resize");
    for (const field of all("size")) if (field.matches("input, select")) field.value = resize?.[field.dataset.editSize] ?? (field.dataset.editSize === "fit" ? "max" : "");
    const output = steps.find("output");
    for (const field of all("output")) field.value = output?.[field.dataset.editOutput] ?? (field.dataset.editOutput === "format" ? "jpeg" : 90);
    const saved = steps.find("crop");
    crop = saved ? { left: saved.left ?? 0, top: saved.top ?? 0, width: saved.width ?? 1, height: saved.height ?? 1, aspect: saved.aspect ?? null } : { ...WHOLE };
    frame();
    find("undo").disabled = steps.past.length === 0;
    find("redo").disabled = steps.future.length === 0;
    save.disabled = steps.list.length === 0;
  };
  const frame = () => {
    for (const field of all("crop")) if (document.activeElement !== field) field.value = Math.round(crop[field.dataset.editCrop] * 1000) / 10;
    for (const button of all("aspect")) button.setAttribute("aria-pressed", button.dataset.editAspect === (crop.aspect ? `${crop.aspect}` : ""));
  };

  const update = () => { rows(); controls(); draw(); later(); };
  const change = (act) => { steps.change(act); update(); };
  const put = (step, again) => { if (!steps.put(step, again)) say(words.textFull, true); };

  const open = (name, focus = false) => {
    tab = name;
    for (const button of all("tab")) {
      const chosen = button.dataset.editTab === name;
      button.setAttribute("aria-selected", chosen);
      button.tabIndex = chosen ? 0 : -1;
      if (chosen && focus) button.focus();
      if (chosen) button.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    for (const panel of all("panel")) panel.hidden = panel.dataset.editPanel !== name;
    canvas.style.cursor = name === "erase" ? "crosshair" : "default";
    controls();
    draw();
    later();
  };

  const keepCrop = () => {
    steps.begin();
    if (isWhole(crop)) steps.drop("crop");
    else put({ kind: "crop", left: crop.left, top: crop.top, width: crop.width, height: crop.height, aspect: crop.aspect });
    steps.commit();
    rows();
    controls();
    draw();
    later();
  };

  // Sliders.
  const neutral = (kind, step) => all("kind").filter((slider) => slider.dataset.editKind === kind)
    .every((slider) => ["radius", "threshold"].includes(slider.dataset.editField) || Number(step[slider.dataset.editField] ?? slider.dataset.neutral) === Number(slider.dataset.neutral));
  root.addEventListener("input", (event) => {
    const target = event.target;
    if (target.matches("[data-edit-kind]")) {
      const { editKind: kind, editField: field } = target.dataset;
      steps.begin();
      const step = steps.find(kind) ?? { kind, ...Object.fromEntries(all("kind").filter((one) => one.dataset.editKind === kind).map((one) => [one.dataset.editField, Number(one.value)])) };
      step[field] = Number(target.value);
      if (neutral(kind, step)) steps.drop(kind);
      else put({ ...step });
      root.querySelector(`[data-edit-value="${kind}.${field}"]`).textContent = `${step[field]}${target.dataset.unit}`;
      rows();
      later();
    } else if (target.matches("[data-edit-brush]")) widen(target.value / 1000);
    else if (target.matches("[data-edit-colour]")) {
      steps.begin();
      put({ kind: "background", colour: target.value });
      rows();
      later();
    }
  });
  root.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("[data-edit-kind], [data-edit-colour]")) { steps.commit(); update(); }
    else if (target.matches("[data-edit-toggle]")) change(() => { if (target.checked) put({ kind: target.dataset.editToggle }); else steps.drop(target.dataset.editToggle); });
    else if (target.matches("[data-edit-crop]")) {
      crop = tidy({ ...crop, aspect: null, [target.dataset.editCrop]: clamp(Number(target.value) / 100 || 0, 0, 1) });
      keepCrop();
    } else if (target.matches("[data-edit-preset]")) {
      const [width, height, fit, maxBytes] = target.value.split(",");
      change(() => {
        if (!width) { steps.drop("resize"); steps.drop("output"); return; }
        put({ kind: "resize", width: Number(width), height: Number(height), fit });
        put({ kind: "output", format: "jpeg", quality: 90, maxBytes: Number(maxBytes) });
      });
    } else if (target.matches("[data-edit-size]")) resize();
    else if (target.matches("[data-edit-output]")) {
      const values = Object.fromEntries(all("output").map((field) => [field.dataset.editOutput, field.dataset.editOutput === "quality" ? clamp(Math.round(Number(field.value)) || 90, 40, 100) : field.value]));
      change(() => { if (values.format === "jpeg" && values.quality === 90) steps.drop("output"); else put({ kind: "output", ...values }); });
    }
  });
  const resize = () => {
    const value = (name) => Math.round(Number(root.querySelector(`[data-edit-size=${name}]`).value));
    const [width, height] = [value("width"), value("height")];
    if (!width && !height) { change(() => steps.drop("resize")); return; }
    // One side alone: the other follows the picture.
    const ratio = (shown?.width ?? Number(words.width)) / (shown?.height ?? Number(words.height));
    const side = (number) => clamp(Math.round(number), 16, 8000);
    change(() => put({ kind: "resize", width: side(width || height * ratio), height: side(height || width / ratio), fit: root.querySelector("[data-edit-size=fit]").value }));
  };

  const turn = (what) => change(() => {
    // A turn right after a turn is one turn: a quarter after mirroring goes the other way round.
    const last = steps.list[steps.place - 1];
    const before = last?.kind === "turn" ? last : { kind: "turn", quarters: 0, mirror: false };
    const after = { ...before };
    if (what === "mirror") after.mirror = !before.mirror;
    else after.quarters = (before.quarters + (before.mirror ? 4 - Number(what) : Number(what))) % 4;
    if (last?.kind === "turn") {
      if (after.quarters === 0 && !after.mirror) steps.list.splice(steps.place - 1, 1);
      else steps.list[steps.place - 1] = after;
    } else put(after, true);
  });

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const data = button.dataset;
    if (data.editTab) open(data.editTab);
    else if (data.editZoom) stage.zoom({ in: 1.5, out: 1 / 1.5, fit: 0 }[data.editZoom]);
    else if ("editUndo" in data) { if (steps.undo()) update(); }
    else if ("editRedo" in data) { if (steps.redo()) update(); }
    else if (data.editTurn) turn(data.editTurn);
    else if ("editAspect" in data) { crop = toAspect(crop, Number(data.editAspect) || null, shape()); keepCrop(); }
    else if ("editBackground" in data) change(() => { if (data.editBackground === "") steps.drop("background"); else put({ kind: "background", colour: data.editBackground === "clear" ? null : data.editBackground }); });
    else if (data.act) {
      const at = Number(data.at);
      if (data.act === "open") open(TAB_OF[steps.list[at].kind] ?? tab);
      else change(() => { if (data.act === "remove") steps.list.splice(at, 1); else steps.move(at, data.act === "up" ? -1 : 1); });
    }
  });

  // Tabs move by arrow keys, as tabs do.
  root.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const tabs = all("tab");
    const at = tabs.findIndex((one) => one.dataset.editTab === tab);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    open(tabs[(to + tabs.length) % tabs.length].dataset.editTab, true);
  });

  const widen = (to) => {
    radius = clamp(to, 0.002, 0.1);
    find("brush").value = Math.round(radius * 1000);
    find("brush-width").textContent = `${Math.round(radius * 2 * Math.max(shown?.width ?? words.width, shown?.height ?? words.height))} px`;
    if (stage.brush) stage.brush.radius = radius;
    stage.show();
  };

  // The pointer: crop frame, marks, moving the view; two fingers zoom.
  const pointers = new Map();
  let span = null;
  let held = null;
  const shares = (at) => ({ x: at.x / stage.size.x, y: at.y / stage.size.y });
  const inside = (at) => ({ x: round(clamp(at.x, 0, stage.size.x)), y: round(clamp(at.y, 0, stage.size.y)) });
  const middle = () => {
    const [a, b] = [...pointers.values()];
    return { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2, away: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
  };
  const finish = () => {
    const at = erasing();
    const step = at >= 0 ? steps.list[at] : null;
    if (step && step.strokes.length >= MOST_STROKES) { stroke = null; say(words.textFull, true); draw(); return; }
    const done = { radius: round(stroke.radius), points: stroke.points };
    fresh.push(done);
    stroke = null;
    change(() => {
      if (step) steps.list[at] = { ...step, strokes: [...step.strokes, done] };
      else put({ kind: "erase", strokes: [done] }, true);
    });
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 1 || comparing) return;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture?.(event.pointerId);
    pointers.set(event.pointerId, event);
    if (pointers.size === 2) {
      // The second finger: what the first one began was no mark and no frame.
      stroke = held = null;
      controls();
      draw();
      span = middle();
      return;
    }
    if (pointers.size > 2 || spaced || event.button === 1) return;
    if (tab === "erase") stroke = { radius, points: [inside(stage.at(event))] };
    else if (tab === "crop") {
      const at = shares(stage.at(event));
      const part = grab(crop, at, { x: stage.size.x * stage.scale, y: stage.size.y * stage.scale });
      // With the whole picture in the frame its middle moves the view.
      if (part && !(part === "move" && isWhole(crop))) held = { part, at, crop };
    }
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (tab === "erase" && event.pointerType !== "touch") stage.brush = { ...stage.at(event), radius };
    if (!before) { stage.show(); return; }
    pointers.set(event.pointerId, event);
    if (pointers.size === 2) {
      const now = middle();
      if (span) {
        stage.pan(now.clientX - span.clientX, now.clientY - span.clientY);
        if (span.away > 0) stage.zoom(now.away / span.away, now);
      }
      span = now;
    } else if (stroke) {
      for (const one of event.getCoalescedEvents?.().length > 0 ? event.getCoalescedEvents() : [event]) {
        const to = inside(stage.at(one)), from = stroke.points.at(-1);
        if (stroke.points.length < MOST_POINTS && Math.hypot(to.x - from.x, to.y - from.y) > Math.max(0.001, radius * 0.25)) stroke.points.push(to);
      }
      draw();
    } else if (held) {
      const at = shares(stage.at(event));
      crop = drag(held.crop, held.part, at.x - held.at.x, at.y - held.at.y, shape());
      frame();
      draw();
    } else stage.pan(event.clientX - before.clientX, event.clientY - before.clientY);
  });
  const up = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    span = null;
    if (event.type === "pointercancel") { stroke = held = null; controls(); draw(); }
    else if (stroke && pointers.size === 0) finish();
    else if (held) { held = null; keepCrop(); }
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

  const compare = (on) => {
    if (comparing === on || !original) return;
    comparing = on;
    find("compare").setAttribute("aria-pressed", on);
    find("original").hidden = !on;
    draw();
  };
  const eye = find("compare");
  eye.addEventListener("pointerdown", () => compare(true));
  for (const end of ["pointerup", "pointerleave", "pointercancel", "blur"]) eye.addEventListener(end, () => compare(false));

  const byKeys = (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (tab === "crop" && way) {
      const step = 0.01;
      crop = event.shiftKey ? drag(crop, way[0] ? "r" : "b", way[0] * step, way[1] * step, shape()) : drag(crop, "move", way[0] * step, way[1] * step, shape());
      keepCrop();
      return true;
    }
    if (tab !== "erase" || (!way && event.key.toLowerCase() !== "p")) return false;
    stage.brush ??= { ...stage.place(canvas.clientWidth / 2, canvas.clientHeight / 2), radius };
    if (way) {
      const step = (event.shiftKey ? 32 : 8) / stage.scale;
      stage.brush = { ...inside({ x: stage.brush.x + way[0] * step, y: stage.brush.y + way[1] * step }), radius };
      if (stroke) stroke.points.push(inside(stage.brush));
    } else if (stroke) { finish(); return true; }
    else stroke = { radius, points: [inside(stage.brush)] };
    draw();
    return true;
  };
  const keyDown = (event) => {
    if (!root.isConnected) { document.removeEventListener("keydown", keyDown); return; }
    if (event.defaultPrevented || document.querySelector("dialog:modal")) return;
    const key = event.key.toLowerCase();
    if (event.target === eye && (event.key === " " || event.key === "Enter")) { event.preventDefault(); compare(true); return; }
    if ((event.ctrlKey || event.metaKey) && (key === "z" || key === "y") && !typing(event.target)) {
      event.preventDefault();
      if (key === "y" || event.shiftKey ? steps.redo() : steps.undo()) update();
      return;
    }
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === canvas && event.key === " ") { event.preventDefault(); spaced = true; canvas.style.cursor = "grab"; return; }
    if (event.target === canvas && event.key === "Escape" && stroke) { stroke = null; draw(); return; }
    if (event.target === canvas && byKeys(event)) { event.preventDefault(); return; }
    if (keysOff()) return;
    if (key === "o") compare(true);
    else if (key === "[" && tab === "erase") widen(radius / 1.2);
    else if (key === "]" && tab === "erase") widen(radius * 1.2);
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", keyDown);
  document.addEventListener("keyup", (event) => {
    if (event.key === " ") { spaced = false; canvas.style.cursor = tab === "erase" ? "crosshair" : "default"; }
    compare(false);
  });

  // Whoever leaves with steps that are not saved is asked.
  const unsaved = () => !leaving && root.isConnected && steps.changed;
  addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.target === "_blank" || !unsaved()) return;
    if (confirm(words.textLeave)) leaving = true;
    else { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  save.addEventListener("click", async () => {
    save.disabled = true;
    try {
      const answer = await previews.post("save", { steps: steps.list, key: words.keyOnce, also: all("also").filter((box) => box.checked).map((box) => box.value) });
      const said = await answer.json();
      if (answer.ok) { leaving = true; location.assign(said.next); return; }
      say(said.problem, true);
      mark(said.field?.replace(/^.*parameters\./, ""));
      words.keyOnce = crypto.randomUUID();
    } catch {
      say(words.textFailed, true);
    }
    save.disabled = false;
  });

  rows();
  widen(radius);
  // The photo first: there is something to compare with, and to look at while the steps are applied.
  previews.ask([]).then((answer) => { original = answer?.bitmap ?? null; shown = answer; open("crop"); }, () => open("crop"));
};
