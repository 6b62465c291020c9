// Scenes show the product of the photo that is chosen, as soon as the photo is ready and its sheet is made.
const WAIT = 3000;
const MOST_TRIES = 20;
const sheetOf = (photo) => `/media/${photo}/scenes`;

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-photo-choice]")) return;
  const { form, value } = event.target;
  for (const image of form.querySelectorAll("[data-scenes]")) {
    image.dataset.tries = 0;
    image.setAttribute("href", sheetOf(value));
  }
  for (const link of form.querySelectorAll("[data-edit-link]")) link.setAttribute("href", `/photos/${value}/edit`);
});
// Errors of pictures do not bubble. One picture asks again for all of its kind: they have one address.
document.addEventListener("error", (event) => {
  const image = event.target;
  if (!image.matches?.("image[data-scenes]") || image.dataset.waits !== undefined) return;
  const tries = Number(image.dataset.tries ?? 0) + 1;
  if (tries > MOST_TRIES) return;
  image.dataset.tries = tries;
  image.dataset.waits = "";
  setTimeout(() => {
    delete image.dataset.waits;
    if (image.isConnected) image.setAttribute("href", `${image.getAttribute("href").split("?")[0]}?again=${tries}`);
  }, WAIT);
}, true);
