// Draws the edited picture, the crop frame, marks and brush on the canvas.
import { PictureStage } from "./picture-stage.js";

const MOST_ZOOM = 8;
const BELOW = 60; // the bar of buttons
const MARK = "oklch(0.6 0.22 25 / 0.6)";

export class Stage extends PictureStage {
  constructor(canvas) {
    super(canvas, MOST_ZOOM, BELOW);
    this.bitmap = null;
    this.crop = null;
    this.marks = [];
  }

  // In shares of the longer side.
  get size() {
    const { width, height } = this.bitmap ?? { width: 1, height: 1 };
    const longer = Math.max(width, height);
    return { x: width / longer, y: height / longer };
  }

  // Screen pixels for the picture's longer side.
  get scale() {
    const size = this.size;
    return Math.min((this.canvas.clientWidth - 24) / size.x, (this.canvas.clientHeight - BELOW - 28) / size.y) * this.view.zoom;
  }

  paint() {
    if (!this.clear() || !this.bitmap) return;
    const { canvas, context, box } = this;
    this.checks(box);
    context.drawImage(this.bitmap, ...box);
    this.lines(this.marks, () => MARK, box);
    if (this.crop) this.frame(box);
    if (this.brush) this.ring("#ffb0a8", box);
    canvas.dataset.box = box.map((value) => value.toFixed(2)).join(",");
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
