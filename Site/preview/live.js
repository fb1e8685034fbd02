// Keeps a page up to date while `unroll serve` runs. A new version is compared with `known`, the
// page as last served: what a reader has opened or typed is no difference.
(() => {
  const root = document.documentElement;
  let known = document.cloneNode(true);
  let replaced;

  const isFrame = (element) => /^(BODY|MAIN|ARTICLE|SECTION|DIV|HEADER|NAV|FIGURE|DETAILS|OL|UL)$/.test(element.nodeName) &&
    [...element.childNodes].every((node) => node.nodeType !== 3 || !node.data.trim());

  // Makes `live` what `fresh` is; returns what then stands in its place.
  function patch(live, old, fresh) {
    if (old.isEqualNode(fresh)) return live;
    const isLike = old.cloneNode().isEqualNode(fresh.cloneNode()) && live.children.length === old.children.length;
    if (!isLike || !isFrame(old) || !isFrame(fresh)) return replace(live, fresh);
    const lives = [...live.children], olds = [...old.children], news = [...fresh.children];
    const partners = pair(olds, news);
    lives.filter((_, index) => !partners.includes(index)).forEach((element) => element.remove());
    let next = null;
    for (let index = news.length - 1; index >= 0; index--) {
      const partner = partners[index];
      let node = lives[partner] ?? document.importNode(news[index], true);
      if (node.parentNode !== live || node.nextElementSibling !== next) live.insertBefore(node, next);
      if (partner >= 0) node = patch(node, olds[partner], news[index]);
      next = node;
    }
    return live;
  }

  // The index of the old element that each new one continues: equal, of its id, or in its place.
  function pair(olds, news) {
    const partners = news.map(() => -1), free = new Set(olds.keys());
    for (const continues of [
      (old, fresh) => old.isEqualNode(fresh),
      (old, fresh) => fresh.id && old.id === fresh.id,
      (old, fresh) => !old.id && !fresh.id && old.nodeName === fresh.nodeName,
    ]) news.forEach((fresh, place) => {
      if (partners[place] >= 0) return;
      for (const index of free) if (continues(olds[index], fresh)) {
        free.delete(partners[place] = index);
        return;
      }
    });
    return partners;
  }

  // Puts a copy of `fresh` in place of `live`, with what the reader did there.
  function replace(live, fresh) {
    const node = document.importNode(fresh, true), focus = document.activeElement;
    const pairs = ["DETAILS", "SUMMARY", "INPUT", "BUTTON", "PRE", "A"].flatMap((kind) => {
      const [parts, copies] = [live, node].map((tree) =>
        [tree, ...tree.querySelectorAll(kind)].filter((part) => part.nodeName === kind));
      return parts.slice(0, copies.length).map((part, at) => [part, copies[at], part.scrollLeft]);
    });
    live.replaceWith(node);
    replaced.set(live, node);
    for (const [part, copy, left] of pairs) {
      if (part.open) copy.open = true;
      if (part.value !== part.defaultValue) copy.value = part.value;
      copy.scrollLeft = left;
      if (part === focus) copy.focus({preventScroll: true});
    }
    return node;
  }

  // Notes what is at the top of the window; returns what brings it back there.
  const box = (element) => element.getBoundingClientRect();
  root.style.overflowAnchor = "none";
  function holdPlace() {
    const tops = [];
    let level = scrollY > 0 && (document.querySelector("main") ?? document.body);
    while (level) {
      const shown = [...level.children].filter((child) => box(child).bottom > 0);
      tops.unshift(...shown.map((child) => [child, box(child).top]));
      level = shown[0] && isFrame(shown[0]) && shown[0];
    }
    return () => {
      for (const [element, top] of tops) {
        const now = replaced.get(element) ?? element;
        if (now.isConnected) return scrollBy({top: box(now).top - top, behavior: "instant"});
      }
    };
  }

  const looks = (page) => [...page.querySelectorAll("link, script[src]")].map((each) => each.outerHTML).join();
  let turn = Promise.resolve();
  const update = () => turn = turn.then(take).catch(() => {});
  async function take() {
    const response = await fetch(location.pathname, {cache: "no-store"});
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (looks(known) !== looks(fresh)) return location.reload();
    const returnToPlace = holdPlace();
    replaced = new Map();
    patch(document.body, known.body, fresh.body);
    [document.title, known] = [fresh.title, fresh];
    returnToPlace();
  }

  const pathOf = (url) => decodeURI(new URL(url, location).pathname).slice(1).replace(/(^|\/)$/, "$1index.html");
  function changed(path) {
    if (path === pathOf(location)) update();
    for (const element of document.querySelectorAll("link, img")) {
      const name = element.href ? "href" : "src";
      if (pathOf(element[name]) === path) element[name] = `/${path}?${Date.now()}`;
    }
  }

  const line = document.createElement("div");
  line.id = "unroll-status";
  line.ariaLive = "polite";
  root.append(line);
  let fading;
  function say(text, kind) {
    clearTimeout(fading);
    [line.className, line.textContent] = [kind, text];
    if (kind === "done") fading = setTimeout(say, 2000, "", "");
  }

  const events = {
    hello: update,
    page: changed,
    running: (at) => say(`${at.lesson}: ${at.activity} block ${at.done + 1} of ${at.total} (${at.block})`, ""),
    problem: ({message}) => say(message, "problem"),
    idle: () => line.textContent && say("Up to date", "done"),
  };
  let source, waiting;
  function connect() {
    clearTimeout(waiting);
    source?.close();
    // Browsers keep few connections to a server: hidden tabs give theirs up.
    if (document.hidden) return;
    source = new EventSource("/-/events");
    for (const name in events) source.addEventListener(name, (event) => events[name](JSON.parse(event.data)));
    source.onerror = () => {
      source.close();
      say("Preview stopped: run unroll serve again", "");
      waiting = setTimeout(connect, 1000);
    };
  }
  document.addEventListener("visibilitychange", connect);
  connect();
})();
