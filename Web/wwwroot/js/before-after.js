// The slider over two pictures: its value becomes --x. Arrow keys come with the range field; a double click goes back to the middle.
// At 100 % a drag anywhere slides; zoomed in, a drag at the line slides and any other one pans (zoom.js).
const REACH = 24;
const set = (figure, percent) => {
  const field = figure.querySelector("input");
  field.value = Math.min(100, Math.max(0, percent));
  figure.style.setProperty("--x", `${field.value}%`);
};
document.addEventListener("input", (event) => {
  const figure = event.target.closest(".ba");
  if (figure) set(figure, event.target.value);
});
document.addEventListener("dblclick", (event) => {
  const figure = event.target.closest(".ba");
  if (figure) set(figure, 50);
});

const place = (figure, event) => {
  const frame = figure.getBoundingClientRect();
  return ((event.clientX - frame.left) / frame.width) * 100;
};
document.addEventListener("pointerdown", (event) => {
  const figure = event.target.closest?.(".ba");
  if (!figure || event.button !== 0) return;
  if (!event.isPrimary) { delete figure.dataset.sliding; return; } // A second finger: a pinch.
  const away = (Math.abs(place(figure, event) - figure.querySelector("input").value) * figure.clientWidth) / 100;
  if (figure.closest(".zoomed") && away > REACH) return;
  event.preventDefault();
  figure.dataset.sliding = "";
  figure.querySelector("input").focus({ preventScroll: true });
  set(figure, place(figure, event));
}, true);
document.addEventListener("pointermove", (event) => {
  const figure = event.isPrimary && document.querySelector(".ba[data-sliding]");
  if (figure) set(figure, place(figure, event));
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => { for (const figure of document.querySelectorAll(".ba[data-sliding]")) delete figure.dataset.sliding; });
}
