// Puts words of the page into the chosen field: a click takes one, dragging over several takes them all.
// A click on the box of another field goes to that field instead, unless the chosen field is empty or Shift is held.
// While no field is chosen, words that are dragged over can be copied.
import { controlNamed } from "./parts.js";

const SVG = "http://www.w3.org/2000/svg";
const MOVED = 4; // pixels

const pages = new Map();

function wordsOf(documentId, page) {
  const address = `/documents/${documentId}/pages/${page}/words`;
  if (!pages.has(address)) pages.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []));
  return pages.get(address);
}

// The point of the page under the pointer, in points; the pages may be turned by quarters.
function pointIn(svg, event) {
  const frame = svg.getBoundingClientRect();
  const { width, height } = svg.viewBox.baseVal;
  const across = (event.clientX - frame.left) / frame.width;
  const down = (event.clientY - frame.top) / frame.height;
  const turns = [[across, down], [down, 1 - across], [1 - across, 1 - down], [1 - down, across]];
  const [x, y] = turns[svg.closest(".page").dataset.turn ?? 0];
  return [x * width, y * height];
}

function touches([, x0, top, x1, bottom], area) {
  return x0 < area.x1 && x1 > area.x0 && top < area.bottom && bottom > area.top;
}

function readingOrder([a, wordA], [b, wordB]) {
  const middle = (word) => (word[2] + word[4]) / 2;
  const sameLine = Math.abs(middle(wordA) - middle(wordB)) < Math.min(wordA[4] - wordA[2], wordB[4] - wordB[2]) / 2;
  return sameLine ? wordA[1] - wordB[1] : middle(wordA) - middle(wordB) || a - b;
}

export function drawMark(svg, name, x0, top, x1, bottom) {
  if (!svg) return null;
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("class", name);
  for (const [key, value] of Object.entries({ x: x0, y: top, width: x1 - x0, height: bottom - top })) rect.setAttribute(key, value);
  svg.append(rect);
  return rect;
}

function clear(svg) {
  for (const old of svg.querySelectorAll(".word-mark, .drag-mark")) old.remove();
}

function areaOf([ax, ay], [bx, by]) {
  return { x0: Math.min(ax, bx) - 0.5, x1: Math.max(ax, bx) + 0.5, top: Math.min(ay, by) - 0.5, bottom: Math.max(ay, by) + 0.5 };
}

function inOrder(found) {
  return [...found].sort(readingOrder);
}

function textOf(found) {
  return inOrder(found).map(([, word]) => word[0]).join(" ");
}

function fill({ term, name }, page, found) {
  const control = controlNamed(document, name);
  if (!control || control.readOnly || !found.length) return;
  const ordered = inOrder(found);
  control.value = textOf(found);
  const source = document.querySelector(`[name="source.${CSS.escape(term)}"]`);
  if (source) source.value = `${page}:${ordered.map(([index]) => index).join(",")}`;
  control.focus({ preventScroll: true });
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

export function wordPicking(viewer, pane, state, goTo) {
  const documentId = viewer.dataset.document;
  let start = null;
  let copied = "";

  const isPicking = () => viewer.classList.contains("picking");
  const svgAt = (event) => event.target.closest?.("svg[data-page]");
  const under = async (svg, area) => [...(await wordsOf(documentId, svg.dataset.page)).entries()].filter(([, word]) => touches(word, area));
  const clearAll = () => pane.querySelectorAll("svg").forEach(clear);

  pane.addEventListener("pointerdown", (event) => {
    const svg = svgAt(event);
    if (!svg || event.button || (event.pointerType === "touch" && !isPicking())) return;
    clearAll();
    copied = "";
    start = { svg, point: pointIn(svg, event), x: event.clientX, y: event.clientY, box: event.target.closest(".box") };
  });
  pane.addEventListener("mousedown", (event) => {
    if (svgAt(event) && isPicking()) event.preventDefault(); // the field keeps the focus, and nothing is dragged away
  });
  pane.addEventListener("dragstart", (event) => event.preventDefault());
  pane.addEventListener("pointermove", async (event) => {
    const svg = svgAt(event);
    if (!svg || !(isPicking() || start) || event.pointerType === "touch") return;
    const here = pointIn(svg, event);
    const begun = start;
    const area = begun?.svg === svg ? areaOf(begun.point, here) : areaOf(here, here);
    const words = await under(svg, area);
    if (begun !== start) return; // let go meanwhile
    clear(svg);
    for (const [, [, ...box]] of words) drawMark(svg, "word-mark", ...box);
    if (start) drawMark(svg, "drag-mark", area.x0, area.top, area.x1, area.bottom);
  });
  pane.addEventListener("pointerleave", () => { if (!copied) clearAll(); });
  pane.addEventListener("click", async (event) => {
    const begun = start;
    start = null;
    if (!begun) return;
    const dragged = Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > MOVED;
    if (!isPicking() && !dragged) return;
    event.preventDefault();
    event.stopPropagation(); // no box is followed
    const isOther = begun.box && begun.box.dataset.term !== state.term && !begun.box.dataset.term.includes(".");
    if (isOther && !dragged && !event.shiftKey && controlNamed(document, state.name)?.value) return goTo(begun.box.dataset.term);
    clear(begun.svg);
    const found = await under(begun.svg, areaOf(begun.point, pointIn(begun.svg, event)));
    if (isPicking()) return fill(state, begun.svg.dataset.page, found);
    copied = textOf(found);
    for (const [, [, ...box]] of found) drawMark(begun.svg, "word-mark", ...box);
  });
  document.addEventListener("copy", (event) => {
    if (!copied || String(getSelection())) return;
    event.clipboardData.setData("text/plain", copied);
    event.preventDefault();
  });
  window.addEventListener("pointercancel", () => { start = null; });
}
