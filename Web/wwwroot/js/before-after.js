// The slider over two pictures: its value becomes --x. Arrow keys come with the range field; a double click goes back to the middle.
document.addEventListener("input", (event) => {
  const figure = event.target.closest(".ba");
  if (figure) figure.style.setProperty("--x", `${event.target.value}%`);
});
document.addEventListener("dblclick", (event) => {
  const field = event.target.closest(".ba")?.querySelector("input");
  if (!field) return;
  field.value = 50;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
