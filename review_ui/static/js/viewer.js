// Ties the boxes on the pages to the fields beside them: choosing one shows the other.
import { controlOf, fieldOf } from "./fields.js";
import { wordPicking } from "./words.js";

function boxesOf(term) {
  return document.querySelectorAll(`.box[data-term="${CSS.escape(term)}"]`);
}

function scrollWithin(pane, element) {
  const outer = pane.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  if (inner.top < outer.top + 24 || inner.bottom > outer.bottom - 24)
    pane.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: "smooth" });
  if (inner.left < outer.left || inner.right > outer.right)
    pane.scrollBy({ left: inner.left - outer.left - outer.width / 3, behavior: "smooth" });
}

function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

export function viewer(element) {
  const pane = element.querySelector(".pages");
  const state = { term: null, name: null };

  function choose(term) {
    state.term = term;
    element.classList.toggle("picking", Boolean(term && controlOf(term) && !controlOf(term).readOnly));
    for (const marked of document.querySelectorAll(".is-selected")) marked.classList.remove("is-selected");
    if (!term) return;
    fieldOf(term)?.classList.add("is-selected");
    const boxes = boxesOf(term);
    for (const box of boxes) box.classList.add("is-selected");
    if (boxes[0]) scrollWithin(pane, boxes[0]);
  }
  function goTo(term) {
    const field = fieldOf(term);
    if (!field) return;
    unfold(field);
    const control = controlOf(term);
    if (control) control.focus();
    else choose(term);
    field.scrollIntoView({ block: "nearest" });
    control?.select?.();
  }

  document.addEventListener("focusin", (event) => {
    const holder = event.target.closest(".panel [data-term]:is(.field, .row)");
    if (!holder || !event.target.matches("input, select, textarea")) return;
    state.name = event.target.name;
    choose(holder.dataset.term);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-term]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    goTo(link.dataset.term);
  });
  wordPicking(element, pane, state, goTo);
  followStrip(element, pane);
}

function followStrip(element, pane) {
  const links = [...element.querySelectorAll(".strip a")];
  const mark = (id) => links.forEach((link) => {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) mark(entry.target.id);
  }, { root: pane, rootMargin: "-45% 0px -45% 0px" });
  for (const page of pane.querySelectorAll(".page")) seen.observe(page);
}
