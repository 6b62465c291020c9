// The page "Brand": pickers beside the fields, contrast and the example as a person chooses. The server computes the same (BrandPaint).
const isColour = (text) => /^#[0-9a-f]{6}$/i.test(text);
const luminance = (colour) => {
  const level = (at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * level(1) + 0.7152 * level(3) + 0.0722 * level(5);
};
const ratio = (one, other) => {
  const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};

const show = (page) => {
  const colours = {};
  for (const field of page.querySelectorAll("[data-brand-colour]")) {
    const { brandColour: name } = field.dataset, value = field.value.trim();
    if (!isColour(value)) continue;
    colours[name] = value;
    const picker = page.querySelector(`[data-brand-pick="${name}"]`);
    if (picker) picker.value = value.toLowerCase();
  }
  if (colours.primary) colours["on-primary"] = ratio("#000000", colours.primary) >= ratio("#ffffff", colours.primary) ? "#000000" : "#ffffff";
  for (const part of page.querySelectorAll("[data-paint]")) if (colours[part.dataset.paint]) part.setAttribute("fill", colours[part.dataset.paint]);
  for (const part of page.querySelectorAll("[data-font]")) {
    const family = page.querySelector(`#${part.dataset.font}`)?.value;
    part.setAttribute("font-family", family ? `'${family}', sans-serif` : "Inter, sans-serif");
  }
  const button = page.querySelector("[data-brand-button]"), tone = page.querySelector("#tone")?.value.toLowerCase();
  if (button && tone) button.textContent = button.dataset[tone];
  if (colours.ink && colours.ground) {
    const found = ratio(colours.ink, colours.ground);
    page.querySelector("[data-brand-contrast]").textContent = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(found);
    page.querySelector("[data-brand-warning]").hidden = found >= 4.5;
  }
};

document.addEventListener("input", (event) => {
  const page = event.target.closest?.("[data-brand]");
  if (!page) return;
  const picked = event.target.dataset.brandPick;
  if (picked) page.querySelector(`[data-brand-colour="${picked}"]`).value = event.target.value;
  show(page);
});

const begin = () => {
  for (const picker of document.querySelectorAll("[data-brand-pick]")) picker.hidden = false;
};
document.addEventListener("htmx:after:swap", begin);
begin();
