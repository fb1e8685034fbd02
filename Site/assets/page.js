// What a page does beyond showing itself: copy buttons, the table of contents that follows the
// reader, sliders of figures over time, values of charts. All is heard at the document, so that
// parts of a page may be replaced; without this script the page says the same.
(() => {
  const root = document.documentElement, own = {...document.currentScript?.dataset};
  root.classList.add("scripted");
  const closest = (event, selector) => event.target instanceof Element && event.target.closest(selector);

  // Copy buttons

  async function copy(button) {
    const text = [...button.parentNode.querySelectorAll("pre.code")].map((pre) => pre.textContent).join("\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages from a disk have no clipboard of the newer kind.
      const area = Object.assign(document.createElement("textarea"), {value: text, readOnly: true});
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus({preventScroll: true});
    }
    button.classList.add("done");
    say(own.copied ?? "Copied");
    setTimeout(() => button.classList.remove("done"), 1600);
  }

  // The table of contents

  let waiting = false;
  function follow() {
    waiting = false;
    const links = [...document.querySelectorAll("nav.contents a")];
    let current;
    for (const link of links) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading && heading.getBoundingClientRect().top < 0.3 * innerHeight) current = link;
    }
    if (links.length && innerHeight + scrollY >= root.scrollHeight - 2) current = links.at(-1);
    for (const link of links) {
      if (link === current && !link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        const nav = link.closest("nav"), box = link.getBoundingClientRect(), frame = nav.getBoundingClientRect();
        if (box.top < frame.top || box.bottom > frame.bottom) nav.scrollTop += box.top - frame.top - frame.height / 3;
      } else if (link !== current) {
        link.removeAttribute("aria-current");
      }
    }
  }
  function soon() {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  }

  // Figures over time

  function show(slider) {
    const box = slider.closest(".scrubber"), label = box.querySelector("output");
    let words = "";
    for (const frame of box.querySelectorAll(".plot-frame")) {
      const isShown = frame.dataset.frame === slider.value;
      frame.toggleAttribute("display", false);
      if (isShown) words = frame.dataset.label; else frame.setAttribute("display", "none");
    }
    if (label.textContent !== words) label.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }
  function play(button) {
    const slider = button.parentNode.querySelector("input");
    if (button.classList.toggle("playing")) {
      if (slider.value === slider.max) slider.value = 0;
      step(button, slider);
    }
  }
  function step(button, slider) {
    if (!button.isConnected || !button.classList.contains("playing")) return;
    show(slider);
    if (slider.value === slider.max) return button.classList.remove("playing");
    setTimeout(() => {
      if (!button.classList.contains("playing")) return;
      slider.value = Number(slider.value) + 1;
      step(button, slider);
    }, Math.max(80, 5000 / (Number(slider.max) + 1)));
  }

  // Values of charts: under the pointer, and with the arrow keys in a chart that has the focus

  const tip = document.createElement("div");
  tip.id = "chart-value";
  tip.hidden = true;
  const voice = document.createElement("div");
  voice.className = "unseen";
  voice.ariaLive = "polite";
  root.append(tip, voice);
  let hit, voiceTimer;
  function say(text) {
    clearTimeout(voiceTimer);
    voiceTimer = setTimeout(() => voice.textContent = text, 60);
  }
  function point(to) {
    if (to === hit) return;
    hit?.classList.remove("is-hit");
    hit = to;
    tip.hidden = !hit;
    if (!hit) return;
    hit.classList.add("is-hit");
    tip.textContent = hit.querySelector("title").textContent;
    const box = hit.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const left = Math.min(Math.max(4, box.left + box.width / 2 - size.width / 2), innerWidth - size.width - 4);
    const above = box.top - size.height - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above < 4 ? box.bottom + 8 : above}px`;
  }
  const seen = (drawing) => [...drawing.querySelectorAll(".plot-hit")].filter((each) => !each.closest("[display=none]"));
  function nearest(drawing, event) {
    let best, least = 30 * 30;
    for (const each of seen(drawing)) {
      const box = each.getBoundingClientRect();
      const dx = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
      const dy = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
      if (dx * dx + dy * dy < least) [best, least] = [each, dx * dx + dy * dy];
    }
    return best;
  }
  function walk(drawing, key) {
    const hits = seen(drawing);
    if (!hits.length) return false;
    const at = hits.indexOf(hit);
    const to = {ArrowRight: at + 1, ArrowLeft: at < 0 ? 0 : at - 1, Home: 0, End: hits.length - 1}[key];
    if (to === undefined) return false;
    point(hits[Math.min(Math.max(to, 0), hits.length - 1)]);
    say(tip.textContent);
    return true;
  }

  document.addEventListener("click", (event) => {
    const button = closest(event, "button");
    if (button?.matches?.(".copy")) copy(button);
    if (button?.matches?.(".play")) play(button);
  });
  document.addEventListener("input", (event) => {
    if (!closest(event, ".scrub input")) return;
    event.target.parentNode.querySelector(".play").classList.remove("playing");
    show(event.target);
  });
  document.addEventListener("pointermove", (event) => {
    const drawing = closest(event, ".drawing");
    point(drawing ? nearest(drawing, event) : undefined);
  }, {passive: true});
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") point();
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches?.(".drawing")) return;
    if (walk(event.target, event.key)) event.preventDefault();
  });
  document.addEventListener("focusout", () => point());
  addEventListener("scroll", soon, {passive: true});
  addEventListener("resize", soon, {passive: true});
  // A slider keeps its place when a reader comes back, or when a part of the page is replaced.
  function settle() {
    document.querySelectorAll(".scrub input").forEach(show);
    if (hit && !hit.isConnected) point();
    soon();
  }
  addEventListener("pageshow", settle);
  new MutationObserver(settle).observe(document.body, {childList: true, subtree: true});
  follow();

  // Scripts that a first look at a page does without: they come when they are wanted

  function load(name) {
    if (!own[name]) return;
    const script = document.createElement("script");
    script.src = own[name];
    delete own[name];
    document.head.append(script);
  }
  for (const kind of ["pointerover", "focusin", "input"])
    document.addEventListener(kind, (event) => closest(event, ".explore") && load("explore"));
  addEventListener("pageshow", () => {
    if ([...document.querySelectorAll(".explore input")].some((each) => each.value !== each.defaultValue)) load("explore");
  });
  // What the browser remembers is wanted at once where there is something.
  for (const kind of ["scroll", "toggle"]) document.addEventListener(kind, () => load("progress"), {capture: true, passive: true});
  try { if (Object.keys(localStorage).some((key) => key.startsWith("unroll "))) load("progress"); } catch {}
})();
