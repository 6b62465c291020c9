// A picture on a canvas that can be zoomed, moved and drawn on: what the outline's and the photo's editors share.
// A class that extends it says how large the picture is (size, in shares of its longer side), how it fits (scale) and what to paint.
const CHECK = 9;

export class PictureStage {
  constructor(canvas, mostZoom, below = 0) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.mostZoom = mostZoom;
    this.below = below; // screen pixels that stay free under the picture
    this.view = { zoom: 1, x: 0, y: 0 };
    this.brush = null;
    new ResizeObserver(() => this.show()).observe(canvas);
    new MutationObserver(() => this.show()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  get corner() {
    const k = this.scale;
    return { x: (this.canvas.clientWidth - this.size.x * k) / 2 + this.view.x, y: (this.canvas.clientHeight - this.below - this.size.y * k) / 2 + this.view.y };
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

  // Around a point on the screen; 0 is the whole picture.
  zoom(factor, event) {
    if (factor === 0) this.view = { zoom: 1, x: 0, y: 0 };
    else {
      const frame = this.canvas.getBoundingClientRect();
      const from = event ? { x: event.clientX - frame.left - frame.width / 2, y: event.clientY - frame.top - frame.height / 2 } : { x: 0, y: 0 };
      const zoom = Math.min(this.mostZoom, Math.max(1, this.view.zoom * factor));
      const grows = zoom / this.view.zoom;
      this.view = { zoom, x: from.x - (from.x - this.view.x) * grows, y: from.y - (from.y - this.view.y) * grows };
    }
    this.settle();
  }

  // The picture's edge may come to the middle, no farther.
  settle() {
    const k = this.scale;
    this.view.x = Math.min(this.size.x * k / 2, Math.max(-this.size.x * k / 2, this.view.x));
    this.view.y = Math.min(this.size.y * k / 2, Math.max(-this.size.y * k / 2, this.view.y));
    if (this.view.zoom === 1) this.view.x = this.view.y = 0;
    this.show();
    this.canvas.dispatchEvent(new CustomEvent("stage:zoomed"));
  }

  show() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.paint(); });
  }

  // An empty canvas in the screen's own pixels; false where there is no room to paint.
  clear() {
    const { canvas, context } = this;
    const dense = Math.min(2, devicePixelRatio);
    const [w, h] = [Math.round(canvas.clientWidth * dense), Math.round(canvas.clientHeight * dense)];
    if (w === 0 || h === 0) return false;
    if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    context.imageSmoothingQuality = "high";
    return true;
  }

  // Where the picture is on the screen.
  get box() {
    const k = this.scale, corner = this.corner;
    return [corner.x, corner.y, this.size.x * k, this.size.y * k];
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

  // Only inside the picture.
  lines(strokes, colourOf, box) {
    const { context } = this;
    const k = this.scale;
    context.save();
    context.beginPath();
    context.rect(...box);
    context.clip();
    context.lineCap = context.lineJoin = "round";
    for (const stroke of strokes) {
      context.strokeStyle = colourOf(stroke);
      context.lineWidth = stroke.radius * 2 * k;
      context.beginPath();
      stroke.points.forEach((p, i) => (i ? context.lineTo : context.moveTo).call(context, box[0] + p.x * k, box[1] + p.y * k));
      // A dot: a line of no length is not drawn.
      if (stroke.points.length === 1) context.lineTo(box[0] + stroke.points[0].x * k + 0.01, box[1] + stroke.points[0].y * k);
      context.stroke();
    }
    context.restore();
  }

  ring(colour, box) {
    const { context, brush } = this;
    const k = this.scale;
    for (const [ink, width] of [["#000", 3], [colour, 1.5]]) {
      context.strokeStyle = ink;
      context.lineWidth = width;
      context.beginPath();
      context.arc(box[0] + brush.x * k, box[1] + brush.y * k, Math.max(1.5, brush.radius * k), 0, Math.PI * 2);
      context.stroke();
    }
  }
}
