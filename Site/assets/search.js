// Searches the course: `/` or the link in the bar opens it, arrows move, Enter goes there. The sections
// come from a script of the site, loaded when they are first wanted; no request leaves for elsewhere.
(() => {
  const link = document.getElementById("page.search");
  if (!link) return;
  const {root, index, ranking, label, none, one, other, missing, title, close} = link.dataset;

  // Letters compared without case and accents; each keeps its place, so that marks fall right.
  const plain = (text) => [...text].map((letter) => {
    const bare = letter.normalize("NFD")[0].toLowerCase();
    return bare.length === letter.length ? bare : letter;
  }).join("");

  let loading;
  const sections = () => loading ??= new Promise((done, fail) => {
    window.unrollSearchIndex = (list) => done(list.map(([page, name, anchor, heading, text]) =>
      ({page, name, anchor, heading, text, folds: [name, heading, text].map(plain)})));
    for (const source of [ranking, index]) {
      const script = document.createElement("script");
      [script.src, script.async, script.onerror] = [source, false, fail];
      document.head.append(script);
    }
  });

  const element = (name, kind, ...content) => {
    const node = document.createElement(name);
    if (kind) node.className = kind;
    node.append(...content);
    return node;
  };

  // The text with the terms marked; a long one is cut around the first of them.
  function marked(text, terms, limit = Infinity) {
    const fold = plain(text);
    const spots = terms.flatMap((term) => unrollPlaces(fold, term).map(({at}) => [at, at + term.length])).sort((a, b) => a[0] - b[0]);
    let from = Math.max(0, (spots[0]?.[0] ?? 0) - 60);
    if (text.length <= limit) from = 0;
    else if (from) from = text.indexOf(" ", from) + 1 || from;
    const to = Math.min(text.length, from + limit), node = document.createDocumentFragment();
    let end = from;
    if (from) node.append("… ");
    for (const [begin, stop] of spots) if (begin >= end && stop <= to) {
      node.append(text.slice(end, begin), element("mark", "", text.slice(begin, stop)));
      end = stop;
    }
    node.append(text.slice(end, to), to < text.length ? " …" : "");
    return node;
  }

  // The field, the count and the results, in a dialog or on the page of their own.
  function finder(box, onClose) {
    const input = element("input"), count = element("p", "count"), list = element("ol");
    [input.type, input.name, input.autocomplete, input.spellcheck] = ["search", "q", "off", false];
    count.role = "status";
    const form = element("form", "", element("label", "", label, input));
    form.role = "search";
    if (onClose) {
      const button = element("button", "", close);
      button.type = "button";
      button.onclick = onClose;
      form.append(button);
    }
    box.append(form, count, list);
    let turn = 0;
    async function show() {
      const mine = ++turn, query = input.value.trim();
      let all;
      try { all = await sections(); } catch { count.textContent = missing; return; }
      if (mine !== turn) return;
      const [terms, found] = unrollRank(all, plain(query).trim());
      count.textContent = !query ? "" : !found.length ? none.replace("{}", query)
        : (found.length === 1 ? one : other).replace("{}", found.length);
      list.replaceChildren(...found.slice(0, 40).map((section) => {
        const entry = element("a", "", element("span", "heading", marked(section.heading, terms)));
        entry.href = `${root}${section.page ? section.page + "/" : ""}index.html${section.anchor ? "#" + encodeURIComponent(section.anchor) : ""}`;
        if (section.name !== section.heading) entry.append(element("span", "where", section.name));
        if (section.text) entry.append(element("span", "text", marked(section.text, terms, 200)));
        if (onClose) entry.addEventListener("click", onClose);
        return element("li", "", entry);
      }));
    }
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    box.addEventListener("keydown", (event) => {
      // A field of search would first empty itself.
      if (event.key === "Escape") return onClose?.();
      const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
      if (!step) return;
      const stops = [input, ...list.querySelectorAll("a")], now = stops.indexOf(document.activeElement);
      stops[Math.min(stops.length - 1, Math.max(0, now + step))]?.focus();
      event.preventDefault();
    });
    return {input, show};
  }

  const own = document.getElementById("page.finder");
  if (own) {
    const {input, show} = finder(own);
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    if (input.value) show();
    input.focus();
  }

  let dialog, field;
  function open(event) {
    event.preventDefault();
    if (own) return own.querySelector("input").focus();
    if (!dialog) {
      dialog = element("dialog", "finder finder-box");
      dialog.ariaLabel = title;
      document.body.append(dialog);
      field = finder(dialog, () => dialog.close()).input;
    }
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    sections().catch(() => {});
  }
  link.addEventListener("click", (event) => {
    if (!event.metaKey && !event.ctrlKey && !event.shiftKey) open(event);
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName);
    if (event.key === "/" && !isTyping && !event.metaKey && !event.ctrlKey && !event.altKey) open(event);
  });

  // What a term means, while its link into the glossary is under the pointer or has the focus

  const note = element("div");
  [note.id, note.role, note.hidden] = ["term-note", "tooltip", true];
  document.documentElement.append(note);
  let asked, timer;
  function ask(link, delay) {
    if (link === asked) return;
    clearTimeout(timer);
    asked?.removeAttribute("aria-describedby");
    asked = link;
    timer = setTimeout(link ? explain : hide, delay, link);
  }
  const hide = () => note.hidden = true;
  async function explain(link) {
    const list = await sections().catch(() => []), anchor = decodeURIComponent(link.hash.slice(1));
    const found = list.find((each) => each.page === "glossary" && each.anchor === anchor);
    if (link !== asked || !found) return;
    note.textContent = found.text.replace(/\s*See lessons? [^.]*\.?\s*$/, "");
    note.hidden = false;
    link.setAttribute("aria-describedby", note.id);
    const box = link.getClientRects()[0], size = note.getBoundingClientRect();
    note.style.left = `${Math.max(8, Math.min(box.left, innerWidth - size.width - 8))}px`;
    note.style.top = `${box.bottom + size.height + 6 > innerHeight ? box.top - size.height - 4 : box.bottom + 4}px`;
  }
  const term = (event) => event.target.closest?.("main a[href*='glossary/index.html#']");
  document.addEventListener("pointerover", (event) => {
    // The note itself may be read with the pointer on it.
    if (event.pointerType === "mouse" && !note.contains(event.target)) ask(term(event), 200);
  });
  document.addEventListener("focusin", (event) => ask(term(event), 0));
  document.addEventListener("keydown", (event) => event.key === "Escape" && ask(undefined, 0));
  addEventListener("scroll", () => ask(undefined, 0), {passive: true});
})();
