// Zoom of one picture: buttons, wheel with Ctrl, pinch, drag, arrow keys. Past 100 % the full picture is loaded.
const state = new WeakMap();
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

const show = (stage) => {
  const image = stage.querySelector("[data-zoom-target]");
  const view = state.get(stage);
  if (!image || !view) return;
  const room = { x: (image.clientWidth * (view.scale - 1)) / 2, y: (image.clientHeight * (view.scale - 1)) / 2 };
  view.x = clamp(view.x, -room.x, room.x);
  view.y = clamp(view.y, -room.y, room.y);
  image.style.transform = view.scale === 1 ? "" : `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  stage.classList.toggle("zoomed", view.scale > 1);
  if (view.scale > 1 && image.dataset.full && image.src !== new URL(image.dataset.full, location.href).href) image.src = image.dataset.full;
  const label = stage.parentElement.querySelector("[data-zoom-percent]");
  if (label) label.textContent = `${Math.round(view.scale * 100)}%`;
};
const zoom = (stage, factor) => {
  const view = state.get(stage);
  view.scale = factor === 0 ? 1 : clamp(view.scale * factor, 1, 8);
  if (view.scale === 1) view.x = view.y = 0;
  show(stage);
};

const start = (stage) => {
  if (state.has(stage) || !stage.querySelector("[data-zoom-target]")) return;
  state.set(stage, { scale: 1, x: 0, y: 0 });
  stage.tabIndex = 0;
  const pointers = new Map();
  let span = 0;
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(stage, event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }, { passive: false });
  stage.addEventListener("pointerdown", (event) => pointers.set(event.pointerId, event));
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    pointers.set(event.pointerId, event);
    const view = state.get(stage);
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (span > 0) zoom(stage, now / span);
      span = now;
    } else if (view.scale > 1) {
      view.x += event.clientX - before.clientX;
      view.y += event.clientY - before.clientY;
      show(stage);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) stage.addEventListener(end, (event) => { pointers.delete(event.pointerId); span = 0; });
  stage.addEventListener("keydown", (event) => {
    const view = state.get(stage);
    const step = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
    if (!step || view.scale === 1) return;
    event.preventDefault();
    view.x += step[0];
    view.y += step[1];
    show(stage);
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
