// Asks the server how the photo looks after steps. Only the newest question counts; answers are kept for undo and comparing.
const KEPT = 16;
// Each asks for up to 15 seconds.
const MOST_TRIES = 8;

export class Previews {
  constructor(root) {
    this.address = `/photos/${root.dataset.edit}/edit`;
    this.token = root.querySelector('[name="__RequestVerificationToken"]').value;
    this.original = { url: root.dataset.photo, width: Number(root.dataset.width), height: Number(root.dataset.height) };
    this.answers = new Map();
    this.asking = null;
  }

  // Null when a newer question came in between; an answer with a problem has no bitmap.
  async ask(steps) {
    this.asking?.abort();
    const key = JSON.stringify(steps);
    const known = this.answers.get(key);
    if (known) { this.asking = null; return known; }
    const asking = this.asking = new AbortController();
    try {
      const shown = steps.length === 0 ? { ...this.original, bitmap: await this.load(this.original.url, asking.signal) } : await this.read(steps, asking.signal);
      if (shown.bitmap) this.keep(key, shown);
      return asking.signal.aborted ? null : shown;
    } catch (problem) {
      if (asking.signal.aborted) return null;
      throw problem;
    } finally {
      if (this.asking === asking) this.asking = null;
    }
  }

  async read(steps, signal) {
    let response = await this.post("preview", { steps }, signal);
    let answer = await response.json();
    for (let tries = 0; response.ok && answer.state === "working" && tries < MOST_TRIES; tries++) {
      response = await fetch(answer.again, { signal });
      answer = await response.json();
    }
    if (answer.problem) return { problem: answer.problem, field: answer.field };
    if (!response.ok || answer.state !== "done") throw new Error(answer.state ?? `${response.status}`);
    return { width: answer.width, height: answer.height, bitmap: await this.load(answer.picture, signal) };
  }

  async load(address, signal) {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return createImageBitmap(await answer.blob());
  }

  post(act, body, signal) {
    return fetch(`${this.address}/${act}`, {
      method: "POST", signal, headers: { "Content-Type": "application/json", RequestVerificationToken: this.token }, body: JSON.stringify(body),
    });
  }

  keep(key, shown) {
    this.answers.set(key, shown);
    if (this.answers.size <= KEPT) return;
    const [oldest] = [...this.answers.keys()].filter((one) => one !== "[]");
    this.answers.delete(oldest);
  }
}
