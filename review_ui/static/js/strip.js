// Marks the page that is seen in the strip of pages. The tab key passes it by: keys lead from page to page.
export function followStrip(strip, pane) {
  const links = [...strip.children];
  for (const link of links) link.tabIndex = -1;
  const seen = new IntersectionObserver((entries) => {
    const here = entries.findLast(({ isIntersecting }) => isIntersecting)?.target;
    if (!here) return;
    for (const link of links) link.ariaCurrent = link.hash === `#${here.id}` ? "true" : null;
    const { offsetLeft, offsetTop } = links.find(({ ariaCurrent }) => ariaCurrent);
    strip.scrollTo(offsetLeft - strip.clientWidth / 2, offsetTop - strip.clientHeight / 2);
  }, { root: pane, rootMargin: "-50% 0px -50% 0px" });
  for (const page of pane.querySelectorAll(".page")) seen.observe(page);
}
