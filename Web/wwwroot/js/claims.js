// A fact and the fields that were built from it light up together, by pointer or by focus.
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const lit of document.querySelectorAll("[data-lit]")) delete lit.dataset.lit;
    const fact = event.target.closest?.("[data-fact]");
    if (!fact) return;
    fact.dataset.lit = "";
    for (const path of fact.dataset.fact.split(" ").filter(Boolean)) {
      const id = path.replace("[", "-").replace("]", "");
      const field = document.getElementById(id) ?? document.getElementById(path.split("[")[0]);
      if (field) field.dataset.lit = "";
    }
  });
}
