// The strip of pages: marks the one that is seen. It is one stop of the tab key; arrows go through it.
function bringInto(strip, link) {
  const outer = strip.getBoundingClientRect();
  const inner = link.getBoundingClientRect();
  strip.scrollBy({ top: inner.top - outer.top - outer.height / 2, left: inner.left - outer.left - outer.width / 2, behavior: "instant" });
}

export function followStrip(strip, pane) {
  const links = [...strip.querySelectorAll("a")];
  function mark(chosen) {
    for (const link of links) {
      link.ariaCurrent = link === chosen ? "true" : null;
      link.tabIndex = link === chosen ? 0 : -1;
    }
    bringInto(strip, chosen);
  }
  const seen = new IntersectionObserver((entries) => {
    const entry = entries.findLast(({ isIntersecting }) => isIntersecting);
    const link = entry && links.find(({ hash }) => hash === `#${entry.target.id}`);
    if (link) mark(link);
  }, { root: pane, rootMargin: "-50% 0px -50% 0px" });
  for (const page of pane.querySelectorAll(".page")) seen.observe(page);
  strip.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const next = by && links[links.indexOf(event.target) + by];
    if (!by) return;
    event.preventDefault();
    next?.focus();
    next?.click();
  });
}
