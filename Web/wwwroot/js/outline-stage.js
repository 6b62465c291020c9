// Draws photo, cut-out, strokes and brush on the canvas, and knows which place of the photo is where on the screen.
const MOST_ZOOM = 12;
const KEEP = "oklch(0.72 0.18 150 / 0.75)";
const ERASE = "oklch(0.6 0.22 25 / 0.75)";
const REMOVED = "oklch(0.55 0.2 20)";
const CHECK = 9;

const picture = (source) => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => resolve(image);
  image.onerror = () => reject(new Error(source));
  image.src = source;
});

export class Stage {
  constructor(canvas, root) {
    const { width, height } = root.dataset;
    const longer = Math.max(width, height);
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.size = { x: width / longer, y: height / longer };
    this.source = root.dataset.photo;
    this.view = { zoom: 1, x: 0, y: 0 };
    this.mode = "tinted";
    this.shown = null;
    this.fresh = [];
    this.brush = null;
    this.photo = null;
    this.sharp = false;
    this.tint = document.createElement("canvas");
    picture(`${this.source}?r=preview`).then((image) => { if (!this.sharp) this.photo = image; this.show(); });
    new ResizeObserver(() => this.show()).observe(canvas);
    new MutationObserver(() => this.show()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  // Screen pixels for the photo's longer side.
  get scale() {
    const { clientWidth: w, clientHeight: h } = this.canvas;
    return Math.min(w / this.size.x, h / this.size.y) * 0.96 * this.view.zoom;
  }

  get corner() {
    const k = this.scale;
    return { x: (this.canvas.clientWidth - this.size.x * k) / 2 + this.view.x, y: (this.canvas.clientHeight - this.size.y * k) / 2 + this.view.y };
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

  // Around a point on the screen; 0 is the whole photo.
  zoom(factor, event) {
    if (factor === 0) this.view = { zoom: 1, x: 0, y: 0 };
    else {
      const frame = this.canvas.getBoundingClientRect();
      const from = event ? { x: event.clientX - frame.left - frame.width / 2, y: event.clientY - frame.top - frame.height / 2 } : { x: 0, y: 0 };
      const zoom = Math.min(MOST_ZOOM, Math.max(1, this.view.zoom * factor));
      const grows = zoom / this.view.zoom;
      this.view = { zoom, x: from.x - (from.x - this.view.x) * grows, y: from.y - (from.y - this.view.y) * grows };
    }
    if (this.view.zoom > 1.5 && !this.sharp) {
      this.sharp = true;
      picture(`${this.source}?r=full`).then((image) => { this.photo = image; this.show(); }, () => { this.sharp = false; });
    }
    this.settle();
  }

  // The photo's edge may come to the middle, no farther.
  settle() {
    const k = this.scale;
    this.view.x = Math.min(this.size.x * k / 2, Math.max(-this.size.x * k / 2, this.view.x));
    this.view.y = Math.min(this.size.y * k / 2, Math.max(-this.size.y * k / 2, this.view.y));
    if (this.view.zoom === 1) this.view.x = this.view.y = 0;
    this.show();
    this.canvas.dispatchEvent(new CustomEvent("outline:zoomed"));
  }

  // What the server made of the strokes, and the marks that it does not know yet.
  present(shown) {
    this.shown = shown;
    const most = 1280;
    const [w, h] = [Math.max(1, Math.round(this.size.x * most)), Math.max(1, Math.round(this.size.y * most))];
    this.tint.width = w;
    this.tint.height = h;
    const context = this.tint.getContext("2d");
    context.fillStyle = REMOVED;
    context.fillRect(0, 0, w, h);
    context.globalCompositeOperation = "destination-out";
    if (shown.bitmap) context.drawImage(shown.bitmap, shown.region.left * w, shown.region.top * h, shown.region.width * w, shown.region.height * h);
    this.show();
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
    const k = this.scale, corner = this.corner;
    const box = [corner.x, corner.y, this.size.x * k, this.size.y * k];
    context.imageSmoothingQuality = "high";
    if (this.mode === "tinted" || !this.shown) {
      if (this.photo) context.drawImage(this.photo, ...box);
      if (this.shown) {
        context.globalAlpha = 0.45;
        context.drawImage(this.tint, ...box);
        context.globalAlpha = 1;
      }
    } else {
      this.backdrop(box);
      const { bitmap, region } = this.shown;
      if (bitmap) context.drawImage(bitmap, box[0] + region.left * box[2], box[1] + region.top * box[3], region.width * box[2], region.height * box[3]);
    }
    context.save();
    context.beginPath();
    context.rect(...box);
    context.clip();
    for (const stroke of this.fresh) this.line(stroke, k, corner);
    context.restore();
    if (this.brush) this.ring(k, corner);
    canvas.dataset.painted = `${Number(canvas.dataset.painted ?? 0) + 1}`;
  }

  backdrop(box) {
    const { context } = this;
    if (this.mode === "white") {
      context.fillStyle = "#fff";
      context.fillRect(...box);
      return;
    }
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

  line(stroke, k, corner) {
    const { context } = this;
    context.strokeStyle = stroke.mark === "keep" ? KEEP : ERASE;
    context.lineWidth = stroke.radius * 2 * k;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    stroke.points.forEach((p, i) => (i ? context.lineTo : context.moveTo).call(context, corner.x + p.x * k, corner.y + p.y * k));
    // A dot: a line of no length is not drawn.
    if (stroke.points.length === 1) context.lineTo(corner.x + stroke.points[0].x * k + 0.01, corner.y + stroke.points[0].y * k);
    context.stroke();
  }

  ring(k, corner) {
    const { context, brush } = this;
    const [x, y, r] = [corner.x + brush.x * k, corner.y + brush.y * k, Math.max(1.5, brush.radius * k)];
    for (const [colour, width] of [["#000", 3], [brush.mark === "keep" ? "#7dffb0" : "#ffb0a8", 1.5]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.arc(x, y, r, 0, Math.PI * 2);
      context.stroke();
    }
  }
}
