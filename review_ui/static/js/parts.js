// Swaps parts of the page (elements with the same data-part) for fresh ones, in place.
// What somebody typed since the request was sent, the focus and the caret stay.

function caret(control) {
  return control.selectionStart ?? null;
}

export function controlNamed(root, name) {
  return name ? root.querySelector(`[name="${CSS.escape(name)}"]`) : null;
}

export function swapParts(fresh, sent) {
  const active = document.activeElement;
  const focus = { name: active?.name, id: active?.id, caret: active ? caret(active) : null };
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!old) continue;
    keepTyped(old, part, sent);
    old.replaceWith(document.adoptNode(part));
  }
  if (!document.contains(active)) refocus(focus);
}

function keepTyped(old, part, sent) {
  for (const control of old.querySelectorAll("input:not([type=radio]), select, textarea")) {
    const twin = controlNamed(part, control.name);
    if (twin && sent.has(control.name) && control.value !== sent.get(control.name)) twin.value = control.value;
  }
  for (const { id, name, value } of old.querySelectorAll("input[type=radio]:checked")) {
    const twin = value === sent.get(name) ? null : part.querySelector(`#${CSS.escape(id)}`);
    if (twin) twin.checked = true;
  }
}

function refocus({ name, id, caret: at }) {
  const control = controlNamed(document, name) ?? (id ? document.getElementById(id) : null);
  control?.focus({ preventScroll: true });
  if (control && at !== null && control.setSelectionRange && control.type === "text") control.setSelectionRange(at, at);
}
