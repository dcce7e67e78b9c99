// How the pages of a viewer are seen: how large, turned how far, what is in the middle. All pages are equally wide.
const KEPT = "prejeto-view"; // for the next document of this tab
const PIXELS = 96 / 72; // of a point at 100 %
const USUAL = 960; // pixels: wider pages are read with less at a glance
const LEAST = 120;
const MOST = 6000;
const READABLE = 16; // pixels: the height of a line in its frame
const STEP = 1.25;

const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function middleOf({ left, top, width, height }) {
  return [left + width / 2, top + height / 2];
}

function keep(what) {
  sessionStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...what }));
}

export function kept() {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
}

export function sight(viewer, pane) {
  const pages = [...pane.querySelectorAll(".page")];
  const view = { fit: "usual", turn: 0, ...kept() };

  function current(y = middleOf(pane.getBoundingClientRect())[1]) {
    return pages.find((page) => page.getBoundingClientRect().bottom > y) ?? pages.at(-1);
  }
  function shape(page) {
    const image = page.querySelector("img");
    const size = ["width", "height"].map((side) => Number(image.getAttribute(side)) || image.naturalWidth && image[side] || 1);
    return view.turn % 2 ? size.reverse() : size;
  }
  function room() {
    const { paddingLeft, paddingTop } = getComputedStyle(pane);
    return [pane.clientWidth - 2 * parseFloat(paddingLeft), pane.clientHeight - 2 * parseFloat(paddingTop)];
  }
  function fitted() {
    const [width, height] = room();
    const [across, down] = shape(current());
    if (view.fit === "page") return Math.min(width, (height * across) / down);
    return view.fit === "usual" ? Math.min(width, USUAL) : width;
  }

  // The point of the document at this point of the window stays where it is.
  function resize(width, [x, y] = middleOf(pane.getBoundingClientRect())) {
    const held = current(y);
    const before = held.getBoundingClientRect();
    view.width = Math.min(MOST, Math.max(LEAST, width));
    pane.style.setProperty("--page", `${view.width}px`);
    const after = held.getBoundingClientRect();
    const left = after.left + ((x - before.left) / before.width) * after.width - x;
    const top = after.top + ((y - before.top) / before.height) * after.height - y;
    pane.scrollBy({ left, top, behavior: "instant" });
    const shown = viewer.querySelector("[data-size]");
    if (shown) shown.textContent = percent.format(view.width / (shape(held)[0] * PIXELS));
  }
  function zoom(factor, point) {
    view.fit = null;
    resize(view.width * factor, point);
    keep({ fit: null, width: view.width });
  }
  function fit() {
    view.fit = view.fit === "page" ? "width" : "page";
    resize(fitted());
    keep({ fit: view.fit });
    if (view.fit === "page") show(current());
  }
  function turn() {
    const page = current();
    view.turn = (view.turn + 1) % 4;
    pane.dataset.turn = view.turn;
    for (const each of pages) each.style.aspectRatio = view.turn % 2 ? shape(each).join(" / ") : "";
    resize(view.fit ? fitted() : view.width);
    show(page);
  }

  function move(left, top) {
    const far = Math.hypot(left, top) > 3 * pane.clientHeight;
    pane.scrollBy({ left, top, behavior: far || calm.matches ? "instant" : "smooth" });
  }
  function show(page) {
    move(0, page.getBoundingClientRect().top - pane.getBoundingClientRect().top - parseFloat(getComputedStyle(pane).paddingTop));
  }
  function step(by) {
    const next = pages[pages.indexOf(current()) + by];
    if (next) show(next);
  }
  function centre(box) {
    const { width, height } = box.getBoundingClientRect();
    const grow = Math.min(READABLE / Math.min(width, height), (0.9 * room()[0]) / width);
    if (grow > 1) {
      view.fit = null;
      resize(view.width * grow, middleOf(box.getBoundingClientRect()));
    }
    const [x, y] = middleOf(box.getBoundingClientRect());
    const [middle, half] = middleOf(pane.getBoundingClientRect());
    move(x - middle, y - half);
  }

  resize(view.fit ? fitted() : view.width);
  new ResizeObserver(() => view.fit && resize(fitted())).observe(pane);
  return { zoom, centre, pages, does: {
    in: () => zoom(STEP), out: () => zoom(1 / STEP), fit, turn, before: () => step(-1), after: () => step(1),
  } };
}

export function rememberBoxes(hidden) {
  keep({ hidden });
}
