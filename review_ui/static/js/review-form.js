// Saves every correction as soon as a field is left, and shows what the server makes of it.
import { swapParts } from "./parts.js";
import { fetchPart, parse } from "./requests.js";
import { checkField } from "./check-field.js";
import { nextStop, stops } from "./stops.js";
import { text } from "./texts.js";

const ACTIONS = ["remove", "confirm", "take", "split", "fill", "paste"];

export function reviewForm(form) {
  const waiting = [];
  let running = null;
  let leaving = false;

  function say(words, isBad = false) {
    const line = document.querySelector("[data-saving]");
    if (!line) return;
    line.textContent = words;
    line.classList.toggle("is-bad", isBad);
  }

  async function post(extra) {
    const data = new FormData(form);
    for (const [name, value] of Object.entries(extra)) data.set(name, value);
    say(text("saving"));
    try {
      const { status, html } = await fetchPart(form.action, { method: "POST", body: data });
      swapParts(parse(html), data);
      say(status === 200 ? text("saved") : text("not_all_saved"), status !== 200);
    } catch (refusal) {
      say(refusal.message, true);
    }
  }

  async function drain() {
    while (waiting.length) {
      const extra = waiting.shift();
      if (extra || !waiting.length) await post(extra ?? {});
    }
    running = null;
  }

  // What is asked for meanwhile is done afterwards, one after the other: each needs the version that the last one made.
  function save(extra = null) {
    waiting.push(extra);
    running ??= drain();
    return running;
  }

  function stillRefused() {
    const refused = [...form.querySelectorAll("[aria-invalid=true]")].find((control) => control.value === control.defaultValue);
    if (refused) say(text("not_all_saved"), true);
    refused?.focus();
    refused?.select();
    return Boolean(refused);
  }

  function stillMissing() {
    const controls = [...form.querySelectorAll(".field-missing :is(input:not([type=hidden]), select, textarea)")];
    const blank = controls.filter((control) => !control.value.trim());
    if (!blank.length) return false;
    blank[0].focus();
    say(text("needed", { fields: blank.map((control) => control.labels[0].firstChild.textContent.trim()).join(", ") }), true);
    return true;
  }

  function accept(event, field) {
    event.preventDefault();
    const doubted = field.querySelector("button[name=confirm]");
    const untouched = event.target.matches("select") || event.target.value === event.target.defaultValue;
    if (doubted && untouched) save({ confirm: doubted.value });
    if (!nextStop(event.target)) event.target.blur();
  }

  function special(event, field) {
    const number = /^Digit([1-9])$/.exec(event.code)?.[1];
    const chosen = number && field.querySelectorAll("button[name=take]")[number - 1];
    if (chosen) chosen.click();
    else if (event.code === "KeyH") field.querySelector(".past summary")?.click();
    else return;
    event.preventDefault();
  }

  form.addEventListener("change", (event) => {
    if (!event.target.closest(".rows-more")) save();
  });
  form.addEventListener("act", (event) => save(event.detail));
  form.addEventListener("keydown", (event) => {
    const field = event.target.closest(".field");
    if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.altKey) special(event, field);
    else if (event.key === "Enter" && event.target.matches("input, select, textarea")) accept(event, field);
  });
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (ACTIONS.includes(button?.name)) {
      event.preventDefault();
      save({ [button.name]: button.value });
      if (button.name !== "confirm") return;
      for (const cell of button.closest(".rows")?.querySelectorAll("ol [data-stop]") ?? []) delete cell.dataset.stop; // settled with it
      nextStop(button);
    } else if (!button?.hasAttribute("data-approve")) event.preventDefault();
    else if (stillRefused() || stillMissing()) event.preventDefault();
    else if (leaving) event.preventDefault();
    else if (running) {
      event.preventDefault();
      await running;
      document.querySelector("[data-approve]")?.click();
    } else leaving = true;
  });
  stops(form);
  checkField(form);
  window.addEventListener("pageshow", () => { leaving = false; });
}
