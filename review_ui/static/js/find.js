// Finds words on the pages, which the browser cannot search: Ctrl+F or f opens it; Ctrl+F again is the browser's own.
import { text } from "./texts.js";
import { drawMark } from "./words.js";

// Hits lie above the boxes, which are swapped when something is saved.
function above(boxes) {
  if (!boxes) return null;
  const there = boxes.parentElement.querySelector(".hits");
  if (there) return there;
  const layer = boxes.cloneNode(false);
  for (const name of ["aria-label", "data-page", "data-part", "role"]) layer.removeAttribute(name);
  layer.setAttribute("class", "hits");
  boxes.parentElement.append(layer);
  return layer;
}

export function finding(viewer, pane, centre) {
  const form = viewer.querySelector("[data-find]");
  const input = form.querySelector("input");
  const said = form.querySelector("output");
  let hits = [];
  let at = -1;
  let timer = null;
  let from = null;

  function clear() {
    for (const hit of hits) hit.remove();
    hits = [];
    at = -1;
  }
  function go(to) {
    if (!hits.length) return;
    hits[at]?.classList.remove("is-here");
    at = (to + hits.length) % hits.length;
    hits[at].classList.add("is-here");
    said.textContent = text("found", { at: at + 1, all: hits.length });
    centre(hits[at]);
  }
  async function find() {
    const wanted = input.value.trim();
    const answer = await fetch(`/documents/${viewer.dataset.document}/find?q=${encodeURIComponent(wanted)}`).catch(() => null);
    if (wanted !== input.value.trim()) return; // overtaken
    const places = answer?.ok ? await answer.json() : [];
    clear();
    said.textContent = wanted ? text("not_found") : "";
    hits = places.flatMap(([page, ...box]) => drawMark(above(pane.querySelector(`svg[data-page="${page}"]`)), "hit", ...box) ?? []);
    go(Math.max(0, hits.findIndex((hit) => hit.getBoundingClientRect().bottom > pane.getBoundingClientRect().top)));
  }
  function open() {
    if (form.hidden) from = document.activeElement;
    form.hidden = false;
    input.focus();
    input.select();
  }
  function close() {
    form.hidden = true;
    clear();
    from?.focus?.({ preventScroll: true });
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(at + 1);
  });
  form.querySelector("[data-step]").addEventListener("click", () => go(at - 1));
  form.querySelector("[data-close]").addEventListener("click", close);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.shiftKey) go(at - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if (event.target === input || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  return open;
}
