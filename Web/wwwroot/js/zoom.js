// Zoom of the pictures on a stage, all by the same amount: buttons, wheel, pinch, drag, keys (+ - 0, arrows; Shift and arrows while the slider has the focus).
// Past 100 % the full pictures are loaded.
const MOST = 8;
const state = new WeakMap();
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const frameOf = (stage) => stage.querySelector("[data-zoom-frame]");

const sharpen = (target) => {
  const image = target.dataset.full ? target : target.querySelector("[data-full]");
  if (!image) return;
  const name = image.localName === "image" ? "href" : "src";
  if (image.getAttribute(name) !== image.dataset.full) image.setAttribute(name, image.dataset.full);
};
const show = (stage) => {
  const view = state.get(stage);
  const frame = frameOf(stage);
  const room = { x: (frame.clientWidth * (view.scale - 1)) / 2, y: (frame.clientHeight * (view.scale - 1)) / 2 };
  view.x = clamp(view.x, -room.x, room.x);
  view.y = clamp(view.y, -room.y, room.y);
  for (const target of stage.querySelectorAll("[data-zoom-target]")) {
    target.style.transform = view.scale === 1 ? "" : `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    if (view.scale > 1) sharpen(target);
  }
  stage.classList.toggle("zoomed", view.scale > 1);
  const label = stage.parentElement.querySelector("[data-zoom-percent]");
  if (label) label.textContent = `${Math.round(view.scale * 100)}%`;
};
// Around a point on the screen, or around the middle.
const zoom = (stage, factor, at) => {
  const view = state.get(stage);
  const scale = factor === 0 ? 1 : clamp(view.scale * factor, 1, MOST);
  const frame = (at?.target?.closest?.("[data-zoom-frame]") ?? frameOf(stage)).getBoundingClientRect();
  const from = at ? { x: at.clientX - frame.left - frame.width / 2, y: at.clientY - frame.top - frame.height / 2 } : { x: 0, y: 0 };
  view.x = from.x - (from.x - view.x) * (scale / view.scale);
  view.y = from.y - (from.y - view.y) * (scale / view.scale);
  view.scale = scale;
  if (scale === 1) view.x = view.y = 0;
  show(stage);
};

// A page that is being scrolled goes on scrolling when a picture comes under the pointer.
let scrolled = -1000;
document.addEventListener("scroll", () => { scrolled = performance.now(); }, { passive: true });

const start = (stage) => {
  if (state.has(stage) || !frameOf(stage)) return;
  state.set(stage, { scale: 1, x: 0, y: 0 });
  stage.tabIndex = 0;
  const pointers = new Map();
  let span = 0;
  stage.addEventListener("wheel", (event) => {
    const view = state.get(stage);
    const closer = event.deltaY < 0;
    if (!event.ctrlKey && view.scale === 1 && (!closer || performance.now() - scrolled < 400)) return;
    event.preventDefault();
    zoom(stage, closer ? 1.15 : 1 / 1.15, event);
  }, { passive: false });
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, event);
    span = 0;
  });
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    pointers.set(event.pointerId, event);
    const view = state.get(stage);
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (span > 0) zoom(stage, now / span, { target: a.target, clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });
      span = now;
    } else if (view.scale > 1 && !stage.querySelector("[data-sliding]")) {
      stage.setPointerCapture(event.pointerId);
      view.x += event.clientX - before.clientX;
      view.y += event.clientY - before.clientY;
      show(stage);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) stage.addEventListener(end, (event) => { pointers.delete(event.pointerId); span = 0; });
  stage.addEventListener("dragstart", (event) => event.preventDefault());
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const factor = { "+": 1.5, "=": 1.5, "-": 1 / 1.5, 0: 0 }[event.key];
    const view = state.get(stage);
    const step = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
    if (factor !== undefined) zoom(stage, factor);
    else if (step && view.scale > 1 && (event.shiftKey || event.target.type !== "range")) {
      view.x += step[0];
      view.y += step[1];
      show(stage);
    } else return;
    event.preventDefault();
  });
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom-in], [data-zoom-out], [data-zoom-reset]");
  const stage = button && document.querySelector("[data-zoom]");
  if (stage && state.has(stage)) zoom(stage, button.matches("[data-zoom-reset]") ? 0 : button.matches("[data-zoom-in]") ? 1.5 : 1 / 1.5);
});
const startAll = () => { for (const stage of document.querySelectorAll("[data-zoom]")) start(stage); };
document.addEventListener("page:shown", startAll);
startAll();
