// Marks the page that is seen in the strip of pages. The tab key stops once, at that page: keys lead from page to page.
export function followStrip(strip, pane) {
  const links = [...strip.children];
  links.forEach((link, at) => { link.tabIndex = at ? -1 : 0; });
  const seen = new IntersectionObserver((entries) => {
    const here = entries.findLast(({ isIntersecting }) => isIntersecting)?.target;
    if (!here) return;
    for (const link of links) {
      const isHere = link.hash === `#${here.id}`;
      link.ariaCurrent = isHere ? "true" : null;
      link.tabIndex = isHere ? 0 : -1;
    }
    const { offsetLeft, offsetTop } = links.find(({ ariaCurrent }) => ariaCurrent);
    strip.scrollTo(offsetLeft - strip.clientWidth / 2, offsetTop - strip.clientHeight / 2);
  }, { root: pane, rootMargin: "-50% 0px -50% 0px" });
  for (const page of pane.querySelectorAll(".page")) seen.observe(page);
}
