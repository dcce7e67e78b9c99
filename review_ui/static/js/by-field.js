// One field over many documents: keys lead from row to row, every answer is sent at once and its row swapped for the
// server's. While one is under way the next row has the focus already.
import { checkField } from "./check-field.js";
import { singleKeysAreOn } from "./dialogs.js";
import { onChange } from "./events.js";
import { isTyping } from "./keyboard.js";
import { fetchPart, parse } from "./requests.js";
import { text } from "./texts.js";

const PAUSE = 2500; // milliseconds: the rows are asked for anew no oftener, however much others do

export function byField(list) {
  const past = []; // the rows that were answered or left, by their ids
  let work = Promise.resolve();
  let timer = null;

  const rows = () => [...list.querySelectorAll(".doubted")];
  const rowOf = (id) => document.getElementById(id);
  const here = () => document.activeElement.closest(".doubted");
  const start = (row) => row.querySelector("[data-start]");
  const control = (row) => row.querySelector(".field-value > :is(input, select, textarea)");
  const named = (row) => ({ row: row.querySelector("strong").textContent });
  const isOpen = (row) => start(row) && !row.matches(".is-skipped, [aria-busy]");

  function say(words, isBad = false) {
    const line = document.querySelector("[data-saving]");
    line.textContent = words;
    line.classList.toggle("is-bad", isBad);
  }
  function focus(element) {
    element?.focus({ preventScroll: true });
    element?.select?.();
    (element?.closest(".doubted") ?? element)?.scrollIntoView({ block: "center" });
  }
  function goTo(row) {
    focus(row ? start(row) ?? row.querySelector("button, .doubted-name a") : document.querySelector("[data-onward]"));
  }
  function goOn(row) {
    const all = rows();
    goTo([...all.slice(all.indexOf(row) + 1), ...all].find(isOpen));
  }
  function walk(step) {
    const all = rows();
    goTo(all[Math.min(Math.max(all.indexOf(here()) + step, 0), all.length - 1)]);
  }

  function swap(fresh) {
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
      const isHere = old?.contains(document.activeElement);
      if (isHere && !part.matches(".doubted")) continue;
      old?.replaceWith(document.adoptNode(part));
      if (isHere) goTo(part);
    }
  }
  async function post(id, name, value) {
    const form = rowOf(id).querySelector("form");
    const body = new FormData(form);
    body.set(name, value);
    try {
      const { status, html } = await fetchPart(form.action, { method: "POST", body });
      swap(parse(html));
      say(status === 200 ? text("saved") : text("row_not_saved", named(rowOf(id))), status !== 200);
    } catch (refusal) {
      rowOf(id).removeAttribute("aria-busy");
      say(refusal.message, true);
    }
  }

  function skip(row) {
    row.classList.add("is-skipped");
    past.push(row.id);
    say(text("row_left", named(row)));
    goOn(row);
  }
  function answer(row, name, value) {
    if (name === "undo") return takeBack(row.id);
    if (name === "confirm" && row.matches(".is-missing") && !control(row).value.trim()) return skip(row);
    row.classList.remove("is-skipped");
    row.setAttribute("aria-busy", "true");
    past.push(row.id);
    work = work.then(() => post(row.id, name, value));
    goOn(row);
  }
  function takeBack(id) {
    work = work.then(async () => {
      rowOf(id)?.classList.remove("is-skipped");
      if (rowOf(id)?.matches(".is-answered")) await post(id, "undo", "yes");
      if (rowOf(id)) goTo(rowOf(id));
    });
  }

  // What others did: rows that nobody is at are shown anew or go, new ones come behind; the one that is looked at only
  // learns its new version, if it still says the same.
  function merge(fresh) {
    for (const row of rows().filter((each) => !each.matches(".is-answered, [aria-busy]"))) {
      const twin = fresh.getElementById(row.id);
      const isTouched = row === here() || (start(row) && control(row).value !== row.dataset.seen);
      if (!isTouched && !twin) row.remove();
      else if (!twin || twin.dataset.stamp === row.dataset.stamp) continue;
      else if (!isTouched) row.replaceWith(document.adoptNode(twin));
      else if (twin.dataset.seen === row.dataset.seen && start(twin)) {
        row.dataset.stamp = twin.dataset.stamp;
        row.querySelector("[name=expected_version]").value = twin.querySelector("[name=expected_version]").value;
      }
    }
    for (const row of fresh.querySelectorAll(".doubted")) if (!rowOf(row.id)) list.querySelector("ol")?.append(document.adoptNode(row));
  }
  async function refresh() {
    timer = null;
    await work;
    const { html } = await fetchPart(list.dataset.address).catch(() => ({}));
    if (!html) return;
    const fresh = parse(html);
    merge(fresh);
    for (const row of fresh.querySelectorAll(".doubted")) row.remove();
    swap(fresh);
  }

  const KEYS = {
    j: () => walk(1),
    k: () => walk(-1),
    s: (row) => row && isOpen(row) && skip(row),
    u: () => past.length && takeBack(past.pop()),
    e: (row) => row && focus(control(row)),
  };
  function act({ key, code, altKey, shiftKey, target }) {
    const row = here();
    const typing = isTyping(target);
    const number = /^Digit([1-9])$/.exec(code)?.[1];
    const other = row && number && row.querySelectorAll("[name=take]")[number - 1];
    const free = !altKey && !typing && singleKeysAreOn();
    if (other && (altKey || free)) other.click();
    else if (free && KEYS[key]) KEYS[key](row);
    else if (altKey || (!row && target !== document.body)) return false;
    else if (["ArrowDown", "ArrowUp"].includes(key) && !target.matches("select, textarea")) walk(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape" && typing) focus(row.querySelector("[name=confirm]"));
    else if (key === "Enter" && !row) walk(1);
    else if (key === "Enter" && target.matches("select, textarea") && !shiftKey) answer(row, "confirm", row.querySelector("[name=confirm]").value);
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (act(event)) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    const row = event.target.closest(".doubted");
    if (!row) return;
    event.preventDefault();
    answer(row, event.submitter.name, event.submitter.value);
  });
  onChange(() => {
    timer ??= setTimeout(refresh, PAUSE);
  });
  checkField(list);
}
