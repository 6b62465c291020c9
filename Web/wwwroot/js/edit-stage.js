// Draws the picture, the crop frame, marks and brush, and knows which place of the picture is where on the screen.
const MOST_ZOOM = 8;
const MARK = "oklch(0.6 0.22 25 / 0.6)";
const CHECK = 9;

export class Stage {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.view = { zoom: 1, x: 0, y: 0 };
    this.bitmap = null;
    this.crop = null;
    this.marks = [];
    this.brush = null;
    new ResizeObserver(() => this.show()).observe(canvas);
    new MutationObserver(() => this.show()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  // In shares of the longer side.
  get size() {
    const { width, height } = this.bitmap ?? { width: 1, height: 1 };
    const longer = Math.max(width, height);
    return { x: width / longer, y: height / longer };
  }

  // Screen pixels for the picture's longer side. The bar of buttons stays free below.
  get scale() {
    const size = this.size;
    return Math.min((this.canvas.clientWidth - 24) / size.x, (this.canvas.clientHeight - 88) / size.y) * this.view.zoom;
  }

  get corner() {
    const k = this.scale;
    return { x: (this.canvas.clientWidth - this.size.x * k) / 2 + this.view.x, y: (this.canvas.clientHeight - 60 - this.size.y * k) / 2 + this.view.y };
  }

  at(event) {
    const frame = this.canvas.getBoundingClientRect();
    return this.place(event.clientX - frame.left, event.clientY - frame.top);
  }

  place(x, y) {
    const k = this.scale, corner = this.corner;
    return { x: (x - corner.x) / k, y: (y - corner.y) / k };
  }

  pan(dx, dy) {
    this.view.x += dx;
    this.view.y += dy;
    this.settle();
  }

  zoom(factor, event) {
    if (factor === 0) this.view = { zoom: 1, x: 0, y: 0 };
    else {
      const frame = this.canvas.getBoundingClientRect();
      const from = event ? { x: event.clientX - frame.left - frame.width / 2, y: event.clientY - frame.top - frame.height / 2 } : { x: 0, y: 0 };
      const zoom = Math.min(MOST_ZOOM, Math.max(1, this.view.zoom * factor));
      const grows = zoom / this.view.zoom;
      this.view = { zoom, x: from.x - (from.x - this.view.x) * grows, y: from.y - (from.y - this.view.y) * grows };
    }
    this.settle();
  }

  settle() {
    const k = this.scale;
    this.view.x = Math.min(this.size.x * k / 2, Math.max(-this.size.x * k / 2, this.view.x));
    this.view.y = Math.min(this.size.y * k / 2, Math.max(-this.size.y * k / 2, this.view.y));
    if (this.view.zoom === 1) this.view.x = this.view.y = 0;
    this.show();
    this.canvas.dispatchEvent(new CustomEvent("edit:zoomed"));
  }

  show() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.paint(); });
  }

  paint() {
    const { canvas, context } = this;
    const dense = Math.min(2, devicePixelRatio);
    const [w, h] = [Math.round(canvas.clientWidth * dense), Math.round(canvas.clientHeight * dense)];
    if (w === 0 || h === 0) return;
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    if (!this.bitmap) return;
    const k = this.scale, corner = this.corner;
    const box = [corner.x, corner.y, this.size.x * k, this.size.y * k];
    context.imageSmoothingQuality = "high";
    this.checks(box);
    context.drawImage(this.bitmap, ...box);
    context.save();
    context.beginPath();
    context.rect(...box);
    context.clip();
    for (const mark of this.marks) this.line(mark, k, corner);
    context.restore();
    if (this.crop) this.frame(box);
    if (this.brush) this.ring(k, corner);
    canvas.dataset.box = box.map((value) => value.toFixed(2)).join(",");
  }

  checks(box) {
    const { context } = this;
    const style = getComputedStyle(document.documentElement);
    const cell = document.createElement("canvas");
    cell.width = cell.height = CHECK * 2;
    const fill = cell.getContext("2d");
    fill.fillStyle = style.getPropertyValue("--check-a");
    fill.fillRect(0, 0, CHECK * 2, CHECK * 2);
    fill.fillStyle = style.getPropertyValue("--check-b");
    fill.fillRect(0, 0, CHECK, CHECK);
    fill.fillRect(CHECK, CHECK, CHECK, CHECK);
    context.fillStyle = context.createPattern(cell, "repeat");
    context.fillRect(...box);
  }

  line(mark, k, corner) {
    const { context } = this;
    context.strokeStyle = MARK;
    context.lineWidth = mark.radius * 2 * k;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    mark.points.forEach((p, i) => (i ? context.lineTo : context.moveTo).call(context, corner.x + p.x * k, corner.y + p.y * k));
    if (mark.points.length === 1) context.lineTo(corner.x + mark.points[0].x * k + 0.01, corner.y + mark.points[0].y * k);
    context.stroke();
  }

  ring(k, corner) {
    const { context, brush } = this;
    for (const [colour, width] of [["#000", 3], ["#ffb0a8", 1.5]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.arc(corner.x + brush.x * k, corner.y + brush.y * k, Math.max(1.5, brush.radius * k), 0, Math.PI * 2);
      context.stroke();
    }
  }

  // The part that stays is bright, with thirds and eight handles.
  frame(box) {
    const { context, crop } = this;
    const [x, y, w, h] = [box[0] + crop.left * box[2], box[1] + crop.top * box[3], crop.width * box[2], crop.height * box[3]];
    context.fillStyle = "rgb(0 0 0 / .55)";
    context.beginPath();
    context.rect(...box);
    context.rect(x, y, w, h);
    context.fill("evenodd");
    context.strokeStyle = "rgb(255 255 255 / .45)";
    context.lineWidth = 1;
    context.beginPath();
    for (const third of [1 / 3, 2 / 3]) {
      context.moveTo(x + w * third, y);
      context.lineTo(x + w * third, y + h);
      context.moveTo(x, y + h * third);
      context.lineTo(x + w, y + h * third);
    }
    context.stroke();
    context.strokeStyle = "#fff";
    context.lineWidth = 1.5;
    context.strokeRect(x, y, w, h);
    context.fillStyle = "#fff";
    context.strokeStyle = "rgb(0 0 0 / .5)";
    for (const [cx, cy] of handles(crop)) {
      const [hx, hy] = [box[0] + cx * box[2], box[1] + cy * box[3]];
      context.beginPath();
      context.rect(hx - 5, hy - 5, 10, 10);
      context.fill();
      context.stroke();
    }
  }
}

// Corners and middles of sides, in shares of the picture, with what of the frame they move.
export const handles = ({ left, top, width, height }) => [
  [left, top, "lt"], [left + width / 2, top, "t"], [left + width, top, "rt"], [left + width, top + height / 2, "r"],
  [left + width, top + height, "rb"], [left + width / 2, top + height, "b"], [left, top + height, "lb"], [left, top + height / 2, "l"],
];
