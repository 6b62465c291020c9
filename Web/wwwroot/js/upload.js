// Photos by drop, paste or choice: one row a file with progress, cancel and retry; two at a time.
// Each file goes as it is in the body of one request, so that the server passes it on without storing it.
const MAX_BYTES = 25 * 1024 * 1024;
const MAX_PARALLEL = 2;
let parallel = MAX_PARALLEL;
const waiting = [];
let running = 0;
const size = (bytes) => (bytes / 1048576).toFixed(1);

const row = (form, file, batch) => {
  const panel = document.querySelector("[data-upload-list]");
  panel.hidden = false;
  const item = panel.querySelector("template").content.cloneNode(true).firstElementChild;
  const words = form.dataset;
  const bar = item.querySelector(".bar");
  const message = item.querySelector("[data-message]");
  const cancel = item.querySelector("[data-cancel]");
  const retry = item.querySelector("[data-retry]");
  const bytes = item.querySelector("[data-bytes]");
  item.querySelector("[data-name]").textContent = file.name;
  bar.setAttribute("aria-label", file.name);
  retry.textContent = words.textRetry;
  panel.querySelector("ul").append(item);

  const mark = (name) => { for (const one of item.querySelectorAll("[data-mark]")) one.hidden = one.dataset.mark !== name; };
  const say = (text, bad) => {
    message.textContent = text;
    message.hidden = !text;
    message.className = `text-xs ${bad ? "text-bad" : "text-muted"}`;
  };
  const task = { request: null, cancelled: false, batch };
  const fail = (text, again) => {
    mark("bad");
    bar.hidden = true;
    bytes.textContent = "";
    retry.hidden = !again;
    cancel.setAttribute("aria-label", `${words.textDismiss}: ${file.name}`);
    say(text, true);
  };
  task.send = (done) => {
    if (file.size > MAX_BYTES) { fail(words.textTooLarge, false); done(false); return; }
    const request = new XMLHttpRequest();
    task.request = request;
    request.open("POST", `${batch?.one && batch.products.size > 0 ? `/products/${[...batch.products][0]}/photos` : form.getAttribute("action")}?fileName=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("RequestVerificationToken", form.querySelector('[name="__RequestVerificationToken"]').value);
    request.upload.addEventListener("progress", (event) => {
      const percent = Math.round((event.loaded / event.total) * 100);
      bar.setAttribute("aria-valuenow", percent);
      bar.firstElementChild.className = `pct-${percent}`;
      bytes.textContent = words.textOf.replace("{done}", size(event.loaded)).replace("{of}", size(event.total));
    });
    request.addEventListener("load", () => {
      let answer = null;
      try { answer = JSON.parse(request.responseText); } catch { /* A page instead of an answer: signed out meanwhile. */ }
      if (request.status === 201) {
        mark("ok");
        bar.hidden = true;
        bytes.textContent = "";
        say(words.textDone, false);
        cancel.setAttribute("aria-label", `${words.textDismiss}: ${file.name}`);
        task.request = null;
        if (batch && answer.productId) batch.products.add(answer.productId);
        done(true);
      } else if (answer) {
        fail(answer.problem ?? words.textLost, false);
        task.request = null;
        done(false);
      } else if (request.status < 400) location.reload();
      else { fail(words.textLost, true); done(false); }
    });
    request.addEventListener("error", () => { fail(words.textLost, true); done(false); });
    request.addEventListener("abort", () => { item.remove(); done(false); });
    mark("live");
    bar.hidden = false;
    retry.hidden = true;
    cancel.setAttribute("aria-label", `${words.textCancel}: ${file.name}`);
    say("", false);
    request.send(file);
  };
  cancel.addEventListener("click", () => {
    task.cancelled = true;
    if (task.request && task.request.readyState !== XMLHttpRequest.DONE) task.request.abort();
    else item.remove();
  });
  retry.addEventListener("click", () => { waiting.push(task); next(form); });
  return task;
};

const next = (form) => {
  while (running < parallel && waiting.length > 0) {
    const task = waiting.shift();
    if (task.cancelled) continue;
    running += 1;
    task.send((stored) => {
      running -= 1;
      if (stored && !task.batch) refresh();
      next(form);
      if (task.batch) arrive(task.batch, stored);
    });
  }
};

// The grid as the server sees it now; it polls by itself while photos are being checked.
const refresh = () => htmx.ajax("GET", location.pathname, { target: "#photos", select: "#photos", selectOOB: "#product-state,#photos-next", swap: "outerHTML" });

// Photos that became products lead there: at once when all went well, by a button when somebody has to read what did not.
const arrive = (batch, stored) => {
  if (!stored) batch.failed = true;
  if (running > 0 || waiting.length > 0 || batch.products.size === 0) return;
  const place = batch.products.size === 1 ? `/products/${[...batch.products][0]}/photos` : "/catalog";
  if (!batch.failed) { location.assign(place); return; }
  const foot = document.querySelector("[data-upload-go]");
  foot.querySelector("a").href = place;
  foot.hidden = false;
};
const draft = (form, files, one) => {
  const batch = { one, products: new Set(), failed: false };
  // The first photo makes the product that the others go to.
  parallel = one ? 1 : MAX_PARALLEL;
  for (const file of files) waiting.push(row(form, file, batch));
  next(form);
};
let asked = null;
const ask = (form, files) => {
  if (files.length < 2) { draft(form, files, false); return; }
  asked = { form, files };
  const dialog = document.getElementById("draft-ask");
  const title = dialog.querySelector("[data-title]");
  title.textContent = title.dataset.title.replace("{count}", files.length);
  if (!dialog.open) dialog.showModal();
};
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-draft-mode]");
  if (!button || !asked) return;
  button.closest("dialog").close();
  draft(asked.form, asked.files, button.dataset.draftMode === "one");
  asked = null;
});

const add = (form, files) => {
  if (files.length === 0) return;
  if ("uploadNew" in form.dataset) { ask(form, files); return; }
  for (const file of files) waiting.push(row(form, file));
  next(form);
};
const zone = () => document.querySelector("form[data-upload]");

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form || event.target.type !== "file") return;
  add(form, [...event.target.files]);
  event.target.value = "";
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const form = zone();
    if (!form || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.toggleAttribute("data-over", kind === "dragover");
    if (kind === "drop") add(form, [...event.dataTransfer.files]);
  });
}
document.addEventListener("paste", (event) => {
  const form = zone();
  const files = [...(event.clipboardData?.files ?? [])];
  if (form && files.length > 0) add(form, files);
});
