// Asks the server how the outline looks with strokes. Only the newest question counts; answers are kept for undo and redo.
const KEPT = 12;

export class Previews {
  constructor(root, first) {
    this.address = `/photos/${root.dataset.outline}/outline`;
    this.token = root.querySelector('[name="__RequestVerificationToken"]').value;
    this.answers = new Map();
    this.asking = null;
    this.first = first;
  }

  // Null when a newer question came in between.
  async ask(strokes, key) {
    this.asking?.abort();
    const known = this.answers.get(key);
    if (known) { this.asking = null; return known; }
    const asking = this.asking = new AbortController();
    try {
      const answer = await this.read(strokes, asking.signal);
      if (answer.state === "working") throw new Error("not ready in time");
      if (answer.state === "failed") throw new Error("failed");
      const picture = answer.region ? await this.load(answer.picture, asking.signal) : null;
      const shown = { ...answer, bitmap: picture?.bitmap ?? null, url: picture?.url ?? null };
      this.keep(key, shown);
      return asking.signal.aborted ? null : shown;
    } catch (problem) {
      if (asking.signal.aborted) return null;
      throw problem;
    } finally {
      if (this.asking === asking) this.asking = null;
    }
  }

  async read(strokes, signal) {
    const first = this.first;
    this.first = null;
    if (first) {
      const answer = await fetch(`${this.address}/preview/${first}`, { signal });
      if (answer.ok) return answer.json();
      // Replaced by somebody else's: ask anew.
    }
    const answer = await this.post("preview", { strokes }, signal);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  async load(address, signal) {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const blob = await answer.blob();
    return { bitmap: await createImageBitmap(blob), url: URL.createObjectURL(blob) };
  }

  post(act, body, signal) {
    return fetch(`${this.address}/${act}`, {
      method: "POST", signal, headers: { "Content-Type": "application/json", RequestVerificationToken: this.token }, body: JSON.stringify(body),
    });
  }

  keep(key, shown) {
    this.answers.set(key, shown);
    const [oldest] = this.answers.keys();
    if (this.answers.size <= KEPT) return;
    const old = this.answers.get(oldest);
    old.bitmap?.close();
    if (old.url) URL.revokeObjectURL(old.url);
    this.answers.delete(oldest);
  }
}
