// Counts a time on between two messages of the server: data-elapsed holds the seconds as they were when it was sent.
const seen = new WeakMap();
const clock = (seconds) => {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return h > 0 ? `${h}:${String(m).padStart(2, "0")}:${String(s).padStart(2, "0")}` : `${m}:${String(s).padStart(2, "0")}`;
};
setInterval(() => {
  for (const element of document.querySelectorAll("[data-elapsed]")) {
    const sent = element.dataset.elapsed;
    if (seen.get(element)?.sent !== sent) seen.set(element, { sent, at: performance.now() });
    element.textContent = clock(Number(sent) + (performance.now() - seen.get(element).at) / 1000);
  }
}, 500);
