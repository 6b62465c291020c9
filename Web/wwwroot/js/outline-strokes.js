// What a person drew: a list of marks that can be taken back one by one. A mark is what one movement of the hand drew; where a pen's
// pressure changed it is several strokes of different width. Places and widths are shares of the photo's longer side, as the API has them.
const MOST_STROKES = 100;
const MOST_POINTS = 500;
const MOST_TOGETHER = 10000;
export const LEAST_RADIUS = 0.001;
export const MOST_RADIUS = 0.1;
const PRESSURE_STEPS = 6;

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

// Ramer, Douglas and Peucker's: leaves out points that lie within the tolerance of the line without them.
const simplify = (points, tolerance) => {
  if (points.length < 3) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const open = [[0, points.length - 1]];
  while (open.length > 0) {
    const [from, to] = open.pop();
    const a = points[from], b = points[to];
    const dx = b.x - a.x, dy = b.y - a.y;
    const length = Math.hypot(dx, dy);
    let worst = tolerance, at = -1;
    for (let i = from + 1; i < to; i++) {
      const p = points[i];
      const away = length === 0 ? Math.hypot(p.x - a.x, p.y - a.y) : Math.abs(dy * (p.x - a.x) - dx * (p.y - a.y)) / length;
      if (away > worst) { worst = away; at = i; }
    }
    if (at < 0) continue;
    keep[at] = 1;
    open.push([from, at], [at, to]);
  }
  return points.filter((_, i) => keep[i]);
};

export class Strokes {
  constructor(saved, width, height) {
    this.size = { x: width / Math.max(width, height), y: height / Math.max(width, height) };
    this.marks = saved.map((stroke) => [stroke]);
    this.undone = [];
    this.current = null;
    this.saved = this.key;
  }

  get list() { return this.marks.flat(); }
  get key() { return JSON.stringify(this.list); }
  get changed() { return this.key !== this.saved; }

  // False when no more fit.
  begin(mark, radius, at) {
    if (this.list.length >= MOST_STROKES || this.points() >= MOST_TOGETHER) return false;
    this.current = [{ mark, radius: this.radius(radius), points: [this.inside(at)] }];
    return true;
  }

  draw(at, radius) {
    const wide = this.radius(radius);
    const last = this.current.at(-1);
    const from = last.points.at(-1);
    const to = this.inside(at);
    if (Math.hypot(to.x - from.x, to.y - from.y) < Math.max(0.0005, last.radius * 0.12)) return;
    const other = Math.abs(wide - last.radius) > last.radius * 0.2 && this.current.length < PRESSURE_STEPS;
    // A very long line goes on as another stroke, too.
    if (other || last.points.length >= MOST_POINTS * 4) this.current.push({ mark: last.mark, radius: wide, points: [from, to] });
    else last.points.push(to);
  }

  end() {
    const fits = [];
    for (const stroke of this.current ?? []) {
      const points = simplify(stroke.points, Math.max(0.0003, stroke.radius * 0.06));
      for (let from = 0; from === 0 || from < points.length - 1; from += MOST_POINTS - 1) fits.push({ ...stroke, points: points.slice(from, from + MOST_POINTS).map((p) => ({ x: round(p.x), y: round(p.y) })) });
    }
    this.current = null;
    const together = this.points() + fits.reduce((sum, s) => sum + s.points.length, 0);
    if (fits.length === 0 || this.list.length + fits.length > MOST_STROKES || together > MOST_TOGETHER) return false;
    this.marks.push(fits);
    this.undone = [];
    return true;
  }

  cancel() { this.current = null; }

  undo() {
    if (this.marks.length === 0) return false;
    this.undone.push(this.marks.pop());
    return true;
  }

  redo() {
    if (this.undone.length === 0) return false;
    this.marks.push(this.undone.pop());
    return true;
  }

  // Undo brings them back one by one.
  clear() {
    while (this.undo());
  }

  points() { return this.list.reduce((sum, stroke) => sum + stroke.points.length, 0); }
  radius(value) { return round(clamp(value, LEAST_RADIUS, MOST_RADIUS)); }
  inside(at) { return { x: clamp(at.x, 0, this.size.x), y: clamp(at.y, 0, this.size.y) }; }
}

// Down: rounding must not carry a point over the photo's edge.
const round = (value) => Math.floor(value * 100000) / 100000;
