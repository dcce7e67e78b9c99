// Tab leads through what wants a look ([data-stop]) and on to the approval; the arrows lead through all fields. In a row
// that is sure, where only somebody who wants to change it is, Tab leads along the row, and from the last one to the
// empty one below it. Outside the fields, in what is folded out below rows, and at both ends Tab is the browser's own.
const CONTROL = "input:not([type=hidden]), select, textarea";

function visible(element) {
  return element.checkVisibility?.() ?? element.offsetParent !== null;
}

function inOrder(selector, root = document) {
  return [...root.querySelectorAll(selector)].filter((element) => visible(element) && !element.disabled);
}

function beside(all, from, step) {
  const wanted = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const found = from === document.body ? all : all.filter((element) => from.compareDocumentPosition(element) & wanted && !from.contains(element));
  return step > 0 ? found[0] : found.at(-1);
}

function goTo(control) {
  control?.focus();
  control?.select?.();
  return Boolean(control);
}

export function nextStop(from, step = 1) {
  return goTo(beside(inOrder("[data-stop]"), from, step));
}

function alongRow(cell, step) {
  const row = cell.closest("li.row");
  if (!row) return null;
  const fresh = step > 0 && !cell.matches("[data-stop]") && row.nextElementSibling?.closest(".row-new");
  return beside(inOrder(CONTROL, row), cell, step) ?? (fresh ? inOrder(CONTROL, fresh)[0] : null);
}

export function stops(form) {
  const controls = () => inOrder(CONTROL, form);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const here = document.activeElement?.matches("#main") ? document.body : document.activeElement ?? document.body; // nothing in particular
    const outside = here.closest(".rows-more") || (here !== document.body && !form.contains(here) && !here.matches("[data-stop]"));
    if (event.key === "Tab" && !outside) {
      const step = event.shiftKey ? -1 : 1;
      if (goTo(alongRow(here, step)) || nextStop(here, step)) event.preventDefault();
    } else if (event.key === "Enter" && here === document.body) nextStop(here);
    else if (["ArrowDown", "ArrowUp"].includes(event.key) && here.matches(".field input:not([type=hidden])")) {
      if (goTo(beside(controls(), here, event.key === "ArrowDown" ? 1 : -1))) event.preventDefault();
    }
  });
}
