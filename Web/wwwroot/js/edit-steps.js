// The list of steps as the API has them, with undo and redo. A picture is always made of the photo and this list alone.
const MOST_STEPS = 40;
const LAST = ["resize", "output"];

export class Steps {
  constructor(first) {
    this.list = first;
    this.past = [];
    this.future = [];
    this.saved = this.key;
    this.before = null;
  }

  get key() { return JSON.stringify(this.list); }
  get changed() { return this.key !== this.saved; }

  // The last of a kind: what its sliders show and change.
  indexOf(kind) { return this.list.findLastIndex((step) => step.kind === kind); }
  find(kind) { return this.list[this.indexOf(kind)]; }

  // New steps come before those that set the size and the file.
  get place() {
    let at = this.list.length;
    while (at > 0 && LAST.includes(this.list[at - 1].kind)) at--;
    return at;
  }

  // One movement of a slider is one change: between begin and commit the list may change many times.
  begin() { this.before ??= this.key; }
  commit() {
    if (this.before !== null && this.before !== this.key) { this.past.push(this.before); this.future = []; }
    this.before = null;
  }
  change(act) {
    this.begin();
    act();
    this.commit();
  }

  // False when no more fit.
  put(step, fresh = false) {
    const at = fresh ? -1 : this.indexOf(step.kind);
    if (at >= 0) { this.list[at] = step; return true; }
    if (this.list.length >= MOST_STEPS) return false;
    if (step.kind === "output") this.list.push(step);
    else if (step.kind === "resize") this.list.splice(this.indexOf("output") >= 0 ? this.list.length - 1 : this.list.length, 0, step);
    else this.list.splice(this.place, 0, step);
    return true;
  }

  drop(kind) {
    const at = this.indexOf(kind);
    if (at >= 0) this.list.splice(at, 1);
  }

  canMove(at, by) {
    const to = at + by;
    return to >= 0 && to < this.list.length && this.list[at].kind !== "output" && this.list[to].kind !== "output";
  }

  move(at, by) {
    if (this.canMove(at, by)) this.list.splice(at + by, 0, ...this.list.splice(at, 1));
  }

  undo() { return this.step(this.past, this.future); }
  redo() { return this.step(this.future, this.past); }
  step(from, to) {
    if (from.length === 0) return false;
    to.push(this.key);
    this.list = JSON.parse(from.pop());
    return true;
  }
}
