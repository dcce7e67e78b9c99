// Finds the field of a term, or the row such as line_items.0, and the control to type into.
export function fieldOf(term) {
  return document.getElementById(`field-${term}`);
}

export function controlOf(term) {
  return fieldOf(term)?.querySelector("input:not([type=hidden]), select, textarea");
}
