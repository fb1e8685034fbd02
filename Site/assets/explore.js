// Sliders over the values of a block's numbers. What differs from value to value stands in the page as data: for each
// place an element, what of it differs, and what stands there for each value. All is heard at the document, so that
// parts of a page may be replaced.
(() => {
  const known = new WeakMap(), shown = new WeakMap();

  function slots(box) {
    const script = box.querySelector(".explore-data");
    if (!known.has(script)) known.set(script, JSON.parse(script.textContent));
    return known.get(script);
  }
  const sliders = (box) => [...box.querySelectorAll("input")];
  const place = (box, value) =>
    sliders(box).reduce((sum, each) => sum * (Number(each.max) + 1) + Number(value(each)), 0);

  function elements(slot) {
    if (slot.block === undefined) return document.querySelectorAll(`[data-value="${slot.value}"]`);
    const outputs = document.getElementById(slot.block)?.querySelector(":scope > .outputs");
    return outputs ? [outputs] : [];
  }

  function put(element, {at, of, is}, number) {
    let node = element;
    for (const child of at ? at.split(".") : []) node = node?.children[child];
    if (!node) return;
    const value = typeof is[number] === "number" ? is[is[number]] : is[number];
    if (of === "#text") node.textContent = value;
    else if (of === "#inner") node.innerHTML = value;
    else if (value === null) node.removeAttribute(of);
    else node.setAttribute(of, value);
  }

  function show(box) {
    for (const slider of sliders(box)) {
      const value = slider.dataset.values.split(" ")[slider.value], label = slider.nextElementSibling;
      if (label.textContent !== value) label.textContent = value;
      slider.setAttribute("aria-valuetext", value);
    }
    const number = place(box, (slider) => slider.value), own = place(box, (slider) => slider.defaultValue);
    for (const slot of slots(box)) {
      for (const element of elements(slot)) {
        if ((shown.get(element) ?? own) === number) continue;
        for (const part of slot.parts) put(element, part, number);
        shown.set(element, number);
      }
    }
  }

  const settle = () => document.querySelectorAll(".explore").forEach(show);
  document.addEventListener("input", (event) => {
    const box = event.target.closest?.(".explore");
    if (box) show(box);
  });
  // Browsers bring sliders back where they were left; parts of the page may have been replaced.
  addEventListener("pageshow", settle);
  new MutationObserver(settle).observe(document.body, {childList: true, subtree: true});
  settle();
})();
