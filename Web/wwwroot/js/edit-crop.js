// The crop frame: dragged by its handles or its middle, moved by arrow keys, kept to an aspect. Shares of the picture's sides.
import { handles } from "./edit-stage.js";

const LEAST = 0.02;
const REACH = 22;
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));
const round = (value) => Math.round(value * 100000) / 100000;

export const WHOLE = Object.freeze({ left: 0, top: 0, width: 1, height: 1, aspect: null });

export const isWhole = (crop) => crop.left < 0.0005 && crop.top < 0.0005 && crop.width > 0.9995 && crop.height > 0.9995 && !crop.aspect;

export const tidy = (crop) => {
  const left = round(clamp(crop.left, 0, 1 - LEAST)), top = round(clamp(crop.top, 0, 1 - LEAST));
  return { ...crop, left, top, width: round(clamp(crop.width, LEAST, 1 - left)), height: round(clamp(crop.height, LEAST, 1 - top)) };
};

// The largest frame of the aspect inside the present one, around its middle. `shape` is the picture's own width over height.
export const toAspect = (crop, aspect, shape) => {
  if (!aspect) return { ...crop, aspect: null };
  const share = aspect / shape;
  const width = Math.min(crop.width, crop.height * share), height = width / share;
  return tidy({ left: crop.left + (crop.width - width) / 2, top: crop.top + (crop.height - height) / 2, width, height, aspect });
};

// What a place on the screen takes hold of: a handle, the middle, or nothing.
export const grab = (crop, at, pixels) => {
  let best = null, away = REACH;
  for (const [x, y, part] of handles(crop)) {
    const distance = Math.hypot((at.x - x) * pixels.x, (at.y - y) * pixels.y);
    if (distance < away) { best = part; away = distance; }
  }
  if (best) return best;
  return at.x >= crop.left && at.x <= crop.left + crop.width && at.y >= crop.top && at.y <= crop.top + crop.height ? "move" : null;
};

export const drag = (crop, part, dx, dy, shape) => {
  if (part === "move") return tidy({ ...crop, left: clamp(crop.left + dx, 0, 1 - crop.width), top: clamp(crop.top + dy, 0, 1 - crop.height) });
  let { left, top } = crop;
  let right = left + crop.width, bottom = top + crop.height;
  if (part.includes("l")) left = clamp(left + dx, 0, right - LEAST);
  if (part.includes("r")) right = clamp(right + dx, left + LEAST, 1);
  if (part.includes("t")) top = clamp(top + dy, 0, bottom - LEAST);
  if (part.includes("b")) bottom = clamp(bottom + dy, top + LEAST, 1);
  if (crop.aspect) {
    const share = crop.aspect / shape;
    let width = right - left, height = bottom - top;
    if (part === "t" || part === "b") width = height * share;
    else height = width / share;
    const most = Math.min(1, part.includes("l") ? right / width : (1 - left) / width, part.includes("t") ? bottom / height : (1 - top) / height);
    [width, height] = [width * most, height * most];
    if (part.includes("l")) left = right - width;
    if (part.includes("t")) top = bottom - height;
    right = left + width;
    bottom = top + height;
  }
  return tidy({ ...crop, left, top, width: right - left, height: bottom - top });
};
