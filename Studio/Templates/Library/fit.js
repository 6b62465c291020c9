// Runs in the page once it is laid out: shrinks blocks until their words fit, and says where everything lies.
(async () => {
  const root = document.documentElement;
  await Promise.all([...document.images].map(image => image.decode()));
  await document.fonts.ready;
  // Chinese has no spaces, and the browser finds phrases in Japanese only: lines may end between words, not within them. Numbers stay
  // with what they count, particles with the word before, prepositions with the word after, other single characters with both: they are
  // often halves of a word that the dictionary does not know (保温|杯).
  if (root.lang.startsWith('zh')) {
    const words = new Intl.Segmenter(root.lang, { granularity: 'word' });
    const particle = /^[的地得了着过们吗呢吧啊]$/u, preposition = /^[和与及或在是为让把被从向对给]$/u, single = /^\p{Script=Han}$/u;
    const bound = (before, after) =>
      particle.test(after) || single.test(after) && !preposition.test(after)
      || single.test(before) && !particle.test(before) && /^\p{Script=Han}/u.test(after) && !(preposition.test(after) && !preposition.test(before))
      || !/[\p{Script=Han}\p{P}\p{S}\s]$/u.test(before) || /[\p{Ps}\p{Pi}]$/u.test(before) || /^[\s\p{Pe}\p{Pf}\p{Po}]/u.test(after);
    for (const text of document.querySelectorAll('[data-text]')) {
      const leaves = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), nodes = [];
      while (leaves.nextNode()) nodes.push(leaves.currentNode);
      for (const node of nodes) {
        let before = '';
        const parts = [...words.segment(node.data)].flatMap(({ segment }) => {
          const part = before && !bound(before, segment) ? [document.createElement('wbr'), segment] : [segment];
          before = segment;
          return part;
        });
        node.replaceWith(...parts);
      }
    }
  }
  const frame = { right: innerWidth + 1, bottom: innerHeight + 1 };
  const inkOf = element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()].filter(r => r.width > 0 && r.height > 0);
  };
  const linesOf = element => {
    const lines = [];
    for (const r of inkOf(element)) {
      const line = lines.find(l => Math.abs((l.top + l.bottom - r.top - r.bottom) / 2) < r.height * .45);
      if (line) Object.assign(line, { left: Math.min(line.left, r.left), right: Math.max(line.right, r.right) });
      else lines.push({ left: r.left, right: r.right, top: r.top, bottom: r.bottom });
    }
    return lines;
  };
  // A font's own box may be taller than its line, Arabic ones most of all, without any ink there: lines count, and widths as drawn.
  const holds = block => {
    const box = block.getBoundingClientRect(), words = [...block.querySelectorAll('[data-text]')];
    const slack = 1 + Math.max(0, ...words.map(text => parseFloat(getComputedStyle(text).fontSize))) * .35;
    if (block.scrollWidth > block.clientWidth + 1 || block.scrollHeight > block.clientHeight + slack) return false;
    if (box.left < -1 || box.top < -1 || box.right > frame.right || box.bottom > frame.bottom) return false;
    return words.every(text => {
      const room = (text.closest('th,td,li') ?? block).getBoundingClientRect(), lines = text.getBoundingClientRect();
      return lines.top >= box.top - 1 && lines.bottom <= box.bottom + 1 && inkOf(text).every(r => r.left >= room.left - 1 && r.right <= room.right + 1);
    });
  };
  const shrink = (block, least) => {
    for (let scale = Number(block.dataset.most ?? 1); scale >= least - .001; scale -= .03) {
      block.style.setProperty('--s', scale.toFixed(2));
      if (holds(block)) return true;
    }
    return false;
  };
  const unfit = [];
  // Words are broken inside only where nothing else helps.
  for (const block of document.querySelectorAll('[data-fit]')) {
    const least = Number(block.dataset.least ?? .6);
    if (shrink(block, least)) continue;
    block.classList.add('loose');
    if (!shrink(block, least)) unfit.push(block.dataset.fit);
  }
  // A last line of a word or a letter is pulled up by narrowing the text until its lines are alike.
  const widow = text => {
    const lines = linesOf(text);
    if (lines.length < 2) return false;
    const last = lines.at(-1), widest = Math.max(...lines.map(l => l.right - l.left));
    return last.right - last.left < widest * .22;
  };
  let widows = 0;
  for (const text of document.querySelectorAll('h1[data-text], h2[data-text], p[data-text]')) {
    if (!widow(text)) continue;
    const block = text.closest('[data-fit]'), lines = linesOf(text).length;
    const full = text.getBoundingClientRect().width;
    for (let share = .96; share > .5 && widow(text); share -= .04) text.style.maxWidth = `${full * share}px`;
    if (widow(text) || linesOf(text).length > lines || block && !holds(block)) { text.style.maxWidth = ''; widows++; }
  }
  const rect = r => ({ left: r.left, top: r.top, width: r.width, height: r.height });
  const texts = [...document.querySelectorAll('[data-text]')].filter(t => t.textContent.trim()).map(text => {
    const style = getComputedStyle(text), ink = inkOf(text);
    const left = Math.min(...ink.map(r => r.left)), top = Math.min(...ink.map(r => r.top));
    const right = Math.max(...ink.map(r => r.right)), bottom = Math.max(...ink.map(r => r.bottom));
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = style.color;
    canvas.fillRect(0, 0, 1, 1);
    return { name: text.dataset.text, left, top, width: right - left, height: bottom - top, size: parseFloat(style.fontSize), colour: [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)] };
  });
  const product = document.querySelector('[data-product]')?.getBoundingClientRect();
  const inside = texts.every(t => t.left >= -1 && t.top >= -1 && t.left + t.width <= frame.right && t.top + t.height <= frame.bottom);
  return JSON.stringify({ product: product ? rect(product) : null, texts, unfit, widows, inside });
})()
