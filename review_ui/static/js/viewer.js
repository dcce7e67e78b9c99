// Ties the boxes on the pages to the fields beside them: choosing one shows the other.
import { controlOf, fieldOf } from "./fields.js";
import { finding } from "./find.js";
import { gestures } from "./gestures.js";
import { keep, kept, sight } from "./sight.js";
import { followStrip } from "./strip.js";
import { wordPicking } from "./words.js";

function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

export function viewer(element) {
  const pane = element.querySelector(".pages");
  const state = { term: null, name: null };
  const view = pane.querySelector(".page") ? sight(element, pane) : null;

  // The boxes of a field or a row; of a whole table those of all its rows.
  function partsOf(term) {
    const name = CSS.escape(term);
    return pane.querySelectorAll(`[data-term="${name}"], [data-term^="${name}."]`);
  }
  function mark(name, terms) {
    for (const marked of pane.querySelectorAll(`.${name}`)) marked.classList.remove(name);
    for (const term of terms) for (const part of partsOf(term)) part.classList.add(name);
  }
  function show(term) {
    const box = [...partsOf(term)].find((part) => part.matches(".box"));
    if (box) view.centre(box.querySelector("rect"));
  }
  function choose(term, again = false) {
    const isNew = again || term !== state.term;
    state.term = term;
    element.classList.toggle("picking", Boolean(term && state.name && controlOf(term) && !controlOf(term).readOnly));
    for (const marked of document.querySelectorAll(".is-selected:is(.field, .row, .rows, tr)")) marked.classList.remove("is-selected");
    mark("is-selected", term ? [term] : []);
    if (!term) return;
    fieldOf(term)?.classList.add("is-selected");
    if (isNew) show(term);
  }
  function goTo(term) {
    const field = fieldOf(term);
    if (!field) return;
    unfold(field);
    const control = controlOf(term);
    state.term = null;
    if (control) control.focus();
    if (!control || !state.term) choose(term, true);
    field.scrollIntoView({ block: "nearest" });
    control?.select?.();
  }
  function toggleBoxes(hidden) {
    element.classList.toggle("no-boxes", hidden);
    document.querySelector("[data-view=boxes]")?.setAttribute("aria-pressed", String(!hidden));
    keep({ hidden });
  }

  document.addEventListener("focusin", (event) => {
    const table = event.target.closest(".rows-head [name=confirm]");
    if (table) {
      state.name = null;
      return choose(table.value);
    }
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
    if (!link) return;
    event.preventDefault();
    goTo(link.dataset.term);
  });
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => {
    const told = event.target.closest?.(".findings li, .sum, .doubt");
    const links = told?.closest(".field") ? [told.closest(".field")] : told?.querySelectorAll("a[data-term]") ?? [];
    mark("is-pointed", [...links].map((link) => link.dataset.term));
  });
  if (!view) return;
  gestures(pane, view.zoom);
  wordPicking(element, pane, state, goTo);
  const find = element.querySelector("[data-find]") ? finding(element, pane, view.centre) : null;
  const strip = element.querySelector(".strip");
  if (strip) followStrip(strip, pane);
  toggleBoxes(Boolean(kept().hidden));
  const offer = element.querySelector("[data-reread]");
  offer?.addEventListener("click", () => {
    offer.form.elements.turned.value = view.turned();
  });
  const turn = () => {
    view.does.turn();
    if (offer) offer.hidden = !view.turned();
  };
  const does = { ...view.does, turn, find, boxes: () => toggleBoxes(!element.classList.contains("no-boxes")) };
  document.addEventListener("click", ({ target }) => does[target.closest("[data-view]")?.dataset.view]?.());
}
