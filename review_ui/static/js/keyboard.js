// The keys of the help dialog. Elements name their key with data-key; pressing it focuses or clicks them.
import { singleKeysAreOn } from "./dialogs.js";

const ONCE = 2000; // milliseconds
const PLACES = { i: "/", b: "/bookings" };
let sent = {};

export function isTyping(element) {
  return element.matches?.("input:not([type=checkbox], [type=radio], [readonly]), textarea:not([readonly]), select");
}

// A key that is pressed twice, or held down, sends a form once: the second would come too late for what the first does.
function use(element) {
  const now = performance.now();
  if (element.matches("input")) return element.focus();
  if (element.matches("form button")) {
    if (sent.by === element && now - sent.at < ONCE) return;
    sent = { by: element, at: now };
  }
  element.click();
}

// Ctrl+Enter finishes what somebody is at: a note or a reason is sent, never the document approved meanwhile.
function finish(target) {
  const form = target.closest?.("form:not(#review-form)");
  if (form) form.requestSubmit();
  else document.querySelector("[data-approve]")?.click();
}

function firstField() {
  document.querySelector("#review-form .field :is(input:not([type=hidden]), select, textarea)")?.focus();
}

const ACTIONS = {
  "?": () => document.getElementById("help")?.showModal(),
  "e": firstField,
};

function single(key) {
  const element = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (ACTIONS[key]) ACTIONS[key]();
  else if (element) use(element);
  else if (PLACES[key] && document.querySelector(`.topnav a[href="${PLACES[key]}"]`)) location.assign(PLACES[key]);
  else return false;
  return true;
}

export function keyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish(event.target);
    } else if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
    else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeysAreOn()) return;
    else if (single(event.key)) event.preventDefault();
  });
}
