// How the pages of a viewer are seen: how large, each turned how far, what is in the middle. All pages are equally wide.
const KEPT = document.querySelector(".beside") ? "prejeto-beside" : "prejeto-view"; // for the next document of this tab
const PIXELS = 96 / 72; // of a point at 100 %
const USUAL = 960; // pixels: less of a wider page is seen at a glance
const READABLE = 18; // pixels: the height of a line in its frame
const STEP = 1.25;

const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const turnsOf = (page) => Number(page.dataset.turn ?? 0);
const middleOf = ({ left, top, width, height }) => [left + width / 2, top + height / 2];

export const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
export const keep = (what) => sessionStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...what }));

export function sight(viewer, pane) {
  const pages = [...pane.querySelectorAll(".page")];
  const padding = () => parseFloat(getComputedStyle(pane).paddingTop);
  let { fit = "usual", width } = kept();

  function current(y = middleOf(pane.getBoundingClientRect())[1]) {
    return pages.find((page) => page.getBoundingClientRect().bottom > y) ?? pages.at(-1);
  }
  function shape(page) { // in points, where they are known
    const image = page.querySelector("img");
    const size = ["width", "height"].map((side) => Number(image.getAttribute(side)) || image[side] || 1);
    return turnsOf(page) % 2 ? size.reverse() : size;
  }
  function holdPlace(page) {
    page.style.aspectRatio = shape(page).join(" / ");
  }
  function fitted() {
    const across = pane.clientWidth - 2 * padding();
    const [wide, high] = shape(current());
    const most = { usual: USUAL, page: ((pane.clientHeight - 2 * padding()) * wide) / high }[fit] ?? Infinity;
    return Math.min(across, most);
  }

  // What is at this point of the window stays there.
  function resize(to, [x, y] = middleOf(pane.getBoundingClientRect())) {
    const held = current(y);
    const before = held.getBoundingClientRect();
    width = Math.min(6000, Math.max(120, to));
    pane.style.setProperty("--page", `${width}px`);
    const after = held.getBoundingClientRect();
    const grown = after.width / before.width;
    pane.scrollBy({ left: after.left + (x - before.left) * grown - x, top: after.top + (y - before.top) * grown - y, behavior: "instant" });
    const size = viewer.querySelector("[data-size]");
    if (size) size.textContent = percent.format(width / (shape(held)[0] * PIXELS));
  }
  function zoom(factor, point) {
    fit = null;
    resize(width * factor, point);
    keep({ fit, width });
  }
  function toggleFit() {
    const page = current();
    fit = fit === "page" ? "width" : "page";
    resize(fitted());
    keep({ fit });
    show(page);
  }
  function turn() {
    const page = current();
    page.dataset.turn = (turnsOf(page) + 1) % 4;
    holdPlace(page);
    resize(fit ? fitted() : width);
    show(page);
  }

  function move(left, top) {
    const far = Math.hypot(left, top) > 3 * pane.clientHeight;
    pane.scrollBy({ left, top, behavior: far || calm.matches ? "instant" : "smooth" });
  }
  function show(page) {
    if (page) move(0, page.getBoundingClientRect().top - pane.getBoundingClientRect().top - padding());
  }
  function centre(box) {
    const size = box.getBoundingClientRect();
    const grow = Math.min(READABLE / Math.min(size.width, size.height), (0.9 * pane.clientWidth) / size.width);
    if (grow > 1) {
      fit = null;
      resize(width * grow, middleOf(size));
    }
    const [x, y] = middleOf(box.getBoundingClientRect());
    const [middle, half] = middleOf(pane.getBoundingClientRect());
    move(x - middle, y - half);
  }

  // Far away, a page holds its place and gives its picture back.
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const image = target.querySelector("img");
      image.dataset.src ??= image.getAttribute("src");
      if (!isIntersecting) image.removeAttribute("src");
      else if (!image.hasAttribute("src")) image.src = image.dataset.src;
    }
  }, { root: pane, rootMargin: "400% 0px" });
  for (const page of pages.filter((each) => each.querySelector("img[width]"))) {
    holdPlace(page);
    near.observe(page);
  }

  resize(fit ? fitted() : width);
  new ResizeObserver(() => fit && resize(fitted())).observe(pane);
  const step = (by) => show(pages[pages.indexOf(current()) + by]);
  return { zoom, centre, turned: () => pages.filter(turnsOf).map((page) => `${page.id.slice(5) - 1}:${turnsOf(page) * 90}`).join(" "), does: {
    in: () => zoom(STEP), out: () => zoom(1 / STEP), fit: toggleFit, turn, before: () => step(-1), after: () => step(1),
  } };
}
