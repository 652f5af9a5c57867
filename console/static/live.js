// Keeps the alerts fresh, and says on other pages that something is new. Without it the pages' own links do.
"use strict";
(() => {
  const news = document.getElementById("news");
  if (!news || !window.EventSource || !window.fetch) return;
  const words = news.dataset;
  const isList = words.page === "list";
  const EVERY = 60000; // what is left until something is due is told in minutes

  function say(text, to, link) {
    news.replaceChildren(text || "");
    if (to) {
      const a = document.createElement("a");
      a.href = to;
      a.textContent = link;
      news.append(" ", a);
    }
  }

  const named = (numbers) => numbers.map((number) => "#" + number).join(", ");
  const waiting = () => [...document.querySelectorAll(".alert.open")].map((one) => one.dataset.number);

  async function refresh() {
    let answer, html;
    try {
      // The header says that nobody pressed anything: the session ends as if we hadn't asked.
      answer = await fetch(location.href, { headers: { "X-By-Itself": "1" } });
      if (!answer.ok) throw new Error(answer.status);
      html = await answer.text();
    } catch {
      say(words.lost);
      return;
    }
    if (answer.redirected) {
      location.assign(answer.url);
      return;
    }
    show(new DOMParser().parseFromString(html, "text/html"));
  }

  function show(page) {
    const before = waiting();
    const focused = document.activeElement?.id;
    document.getElementById("main").replaceWith(page.getElementById("main"));
    document.title = page.title;
    if (focused) document.getElementById(focused)?.focus();
    const arrived = waiting().filter((number) => !before.includes(number));
    if (arrived.length) say(words.arrived + " " + named(arrived));
    else if (news.textContent === words.lost) say("");
  }

  function tell(told) {
    if (isList) {
      refresh();
    } else if (told.missed || told.changed.includes(Number(words.number))) {
      say(words.changed, location.pathname, words.reload);
    } else if (told.new.length) {
      say(words.arrived + " " + named(told.new), "/", words.list);
    }
  }

  const source = new EventSource("/events?since=" + encodeURIComponent(words.since));
  source.addEventListener("alerts", (event) => tell(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return;
    if (isList) refresh();
    else check();
  });

  // Refused for good: too many windows are open, or the session has ended, which must not surprise who is writing.
  async function check() {
    const answer = await fetch("/account", { headers: { "X-By-Itself": "1" } }).catch(() => null);
    if (answer?.redirected) say(words.ended, answer.url, words.enter);
  }

  if (isList) setInterval(refresh, EVERY);
})();
