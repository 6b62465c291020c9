// Builds wwwroot/dist: app.css (Tailwind and daisyUI), icons.svg (the lucide icons whose names occur in the components),
// the Latin subset of Inter, htmx with its server-sent events, and the licence texts of what is shipped.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = "wwwroot/dist";
const npm = (...parts) => join("node_modules", ...parts);
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

// One file: htmx looks through the page as soon as it can, and an extension that comes later is never told of what it found.
const htmx = ["htmx.org/dist/htmx.min.js", "htmx.org/dist/ext/hx-sse.min.js"].map((path) => readFileSync(npm(path), "utf8").trim());
writeFileSync(join(dist, "htmx.js"), `${htmx.join("\n;")}\n`);
copyFileSync(npm("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"), join(dist, "inter.woff2"));

const sources = readdirSync("Components", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(razor|cs)$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
// A name is written as Icon="eye" or <Icon Name="eye" />, or as Icons.Of("eye") where code chooses it.
const pattern = /(?:\bIcon="|<Icon Name="|Icons\.Of\(")([a-z0-9-]+)"/g;
const names = [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1])))].sort();

const symbols = names.map((name) => {
  const path = npm("lucide-static/icons", `${name}.svg`);
  if (!existsSync(path)) throw new Error(`Icon "${name}": expected a file of that name in lucide-static/icons`);
  const inside = readFileSync(path, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s*\n\s*/g, "");
  return `<symbol id="i-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inside}</symbol>`;
});
writeFileSync(join(dist, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg"><defs>\n${symbols.join("\n")}\n</defs></svg>\n`);

const notices = [
  ["htmx.org", "LICENSE"], ["lucide-static", "LICENSE"], ["@fontsource-variable/inter", "LICENSE"],
  ["tailwindcss", "LICENSE"], ["daisyui", "LICENSE"],
].map(([name, file]) => {
  const path = npm(name, file);
  if (!existsSync(path)) throw new Error(`${name}: expected its licence text at ${path}`);
  return `${name} ${JSON.parse(readFileSync(npm(name, "package.json"), "utf8")).version}\n\n${readFileSync(path, "utf8").trim()}\n`;
});
writeFileSync(join(dist, "notices.txt"), notices.join(`\n${"-".repeat(80)}\n\n`));

const tailwind = npm("@tailwindcss/cli", JSON.parse(readFileSync(npm("@tailwindcss/cli/package.json"), "utf8")).bin.tailwindcss);
execFileSync(process.execPath, [tailwind, "-i", "Assets/app.css", "-o", join(dist, "app.css"), "--minify"], { stdio: "inherit" });
