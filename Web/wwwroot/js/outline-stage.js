// Draws photo, cut-out, strokes and brush on the canvas.
import { PictureStage } from "./picture-stage.js";

const MOST_ZOOM = 12;
const KEEP = "oklch(0.72 0.18 150 / 0.75)";
const ERASE = "oklch(0.6 0.22 25 / 0.75)";
const REMOVED = "oklch(0.55 0.2 20)";

const picture = (source) => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => resolve(image);
  image.onerror = () => reject(new Error(source));
  image.src = source;
});

export class Stage extends PictureStage {
  constructor(canvas, root) {
    super(canvas, MOST_ZOOM);
    const { width, height } = root.dataset;
    const longer = Math.max(width, height);
    this.size = { x: width / longer, y: height / longer };
    this.source = root.dataset.photo;
    this.mode = "tinted";
    this.shown = null;
    this.fresh = [];
    this.photo = null;
    this.sharp = false;
    this.tint = document.createElement("canvas");
    picture(`${this.source}?r=preview`).then((image) => { if (!this.sharp) this.photo = image; this.show(); });
  }

  // Screen pixels for the photo's longer side.
  get scale() {
    const { clientWidth: w, clientHeight: h } = this.canvas;
    return Math.min(w / this.size.x, h / this.size.y) * 0.96 * this.view.zoom;
  }

  settle() {
    if (this.view.zoom > 1.5 && !this.sharp) {
      this.sharp = true;
      picture(`${this.source}?r=full`).then((image) => { this.photo = image; this.show(); }, () => { this.sharp = false; });
    }
    super.settle();
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

  paint() {
    if (!this.clear()) return;
    const { canvas, context, box } = this;
    if (this.mode === "tinted" || !this.shown) {
      if (this.photo) context.drawImage(this.photo, ...box);
      if (this.shown) {
        context.globalAlpha = 0.45;
        context.drawImage(this.tint, ...box);
        context.globalAlpha = 1;
      }
    } else {
      if (this.mode === "white") {
        context.fillStyle = "#fff";
        context.fillRect(...box);
      } else this.checks(box);
      const { bitmap, region } = this.shown;
      if (bitmap) context.drawImage(bitmap, box[0] + region.left * box[2], box[1] + region.top * box[3], region.width * box[2], region.height * box[3]);
    }
    this.lines(this.fresh, (stroke) => (stroke.mark === "keep" ? KEEP : ERASE), box);
    if (this.brush) this.ring(this.brush.mark === "keep" ? "#7dffb0" : "#ffb0a8", box);
    canvas.dataset.painted = `${Number(canvas.dataset.painted ?? 0) + 1}`;
  }
}
