// Dialogs and fold-outs: open by a button, close by a click outside or Escape.
const SETTING = "prejeto-single-keys";

export function openDialog(button) {
  button.addEventListener("click", () => document.getElementById(button.dataset.dialog)?.showModal());
}

export function dialog(element) {
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
}

export function closeOutside(details) {
  document.addEventListener("pointerdown", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  details.addEventListener("toggle", () => {
    if (details.open) details.querySelector("textarea")?.focus();
  });
}

export function singleKeysAreOn() {
  return localStorage.getItem(SETTING) !== "off";
}

export function singleKeys(checkbox) {
  checkbox.checked = singleKeysAreOn();
  checkbox.addEventListener("change", () => localStorage.setItem(SETTING, checkbox.checked ? "on" : "off"));
}
