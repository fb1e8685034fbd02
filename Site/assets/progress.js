// How far a reader has come, and what they guessed: kept in this browser, and nowhere else.
(() => {
  const key = `unroll ${new URL(document.querySelector(".bar .home")?.href ?? ".", location).pathname}`;
  let kept;
  try { kept = JSON.parse(localStorage[key] ?? "{}"); } catch { return; }
  const keep = () => { try { localStorage[key] = JSON.stringify(kept); } catch {} };
  const slug = (path) => path.split("/").at(-2);

  const list = document.getElementById("page.progress");
  for (const link of list ? document.querySelectorAll(".lessons h3 a") : []) {
    const share = kept[slug(link.pathname)]?.read;
    if (!share) continue;
    const item = document.createElement("li");
    item.className = "read";
    item.textContent = share > .97 ? list.dataset.read : list.dataset.part.replace("{}", `${Math.round(share * 100)} %`);
    link.closest("li").querySelector(".facts").prepend(item);
    list.hidden = false;
  }
  list?.querySelector("button").addEventListener("click", () => {
    kept = {};
    try { localStorage.removeItem(key); } catch {}
    document.querySelectorAll(".facts .read").forEach((item) => item.remove());
    list.hidden = true;
  });

  const article = document.body.matches(".lesson") && document.querySelector("article");
  if (!article) return;
  const mine = kept[slug(location.pathname)] ??= {read: 0, open: []};
  const guesses = [...document.querySelectorAll(".prediction details")];
  const name = (each) => `${each.closest(".block")?.id} ${[...each.closest(".prediction").querySelectorAll("details")].indexOf(each)}`;
  for (const each of guesses) if (mine.open.includes(name(each))) each.open = true;
  mine.open = guesses.filter((each) => each.open).map(name);
  document.addEventListener("toggle", ({target}) => {
    if (!target.matches?.(".prediction details")) return;
    mine.open = mine.open.filter((each) => each !== name(target)).concat(target.open ? name(target) : []);
    keep();
  }, true);
  let waiting;
  function look() {
    const box = article.getBoundingClientRect();
    mine.read = Math.max(mine.read, Math.min(1, Math.round((innerHeight - box.top) / box.height * 100) / 100));
    keep();
  }
  addEventListener("scroll", () => waiting ??= setTimeout(() => { waiting = undefined; look(); }, 400), {passive: true});
  addEventListener("pagehide", look);
})();
