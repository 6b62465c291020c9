// Makes thumbnails with sharp, warm, one request a line: {"files": [...], "side": 1280, "kernel": "lanczos3"}; answers {"seconds": ...}.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import sharp from "sharp";

sharp.cache(false);
sharp.concurrency(Number(process.argv[2]));
console.log(JSON.stringify({ sharp: sharp.versions.sharp, vips: sharp.versions.vips }));

for await (const line of createInterface({ input: process.stdin })) {
  const { files, side, kernel } = JSON.parse(line);
  const photos = files.map((file) => readFileSync(file));
  const started = process.hrtime.bigint();
  let bytes = 0;
  for (const photo of photos) {
    const thumb = await sharp(photo, { failOn: "error" })
      .rotate()
      .resize(side, side, { fit: "inside", withoutEnlargement: true, kernel })
      .webp({ quality: 82, effort: 2 })
      .toBuffer();
    bytes += thumb.length;
  }
  console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - started) / 1e9, bytes }));
}
