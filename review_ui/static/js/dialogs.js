// Dialogs and fold-outs: open by a button, close by a click outside or Escape.
import { OURS } from "./requests.js";

export function openDialog(button) {
  button.addEventListener("click", () => document.getElementById(button.dataset.dialog)?.showModal());
}

export function dialog(element) {
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
}

export function closeOutside(details) {
  let before = null; // who opens it by a key comes back to where they were
  document.addEventListener("pointerdown", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.preventDefault();
    details.open = false;
    if (before?.isConnected && before !== document.body) before.focus();
    else document.activeElement.blur();
  });
  function enter() {
    const first = details.querySelector("textarea, select");
    if (!first || first === document.activeElement) return;
    before = document.activeElement;
    first.focus();
    first.select?.();
  }
  // At once, not when the browser tells that it opened: what is typed next belongs into it already.
  details.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    details.open = !details.open;
    if (details.open) enter();
  });
  details.addEventListener("toggle", () => details.open && enter());
}

export function singleKeysAreOn() {
  return !("noSingleKeys" in document.body.dataset);
}

export function singleKeys(checkbox) {
  checkbox.addEventListener("change", () => {
    document.body.toggleAttribute("data-no-single-keys", !checkbox.checked);
    const body = new URLSearchParams(checkbox.checked ? { single: "on" } : {});
    fetch("/me/keys", { method: "POST", headers: OURS, body, redirect: "manual" }).catch(() => {});
  });
}
