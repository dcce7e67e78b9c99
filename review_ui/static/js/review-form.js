// Saves every correction as soon as a field is left, and shows what the server makes of it.
import { swapParts } from "./parts.js";
import { fetchPart, parse } from "./requests.js";
import { text } from "./texts.js";

export function reviewForm(form) {
  let running = null;
  let again = false;
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

  async function save(extra = {}) {
    if (running) {
      again = true;
      return running;
    }
    running = post(extra);
    await running;
    running = null;
    if (again) {
      again = false;
      await save();
    }
  }

  function nextControl(control) {
    const all = [...form.elements].filter((element) => element.matches("input:not([type=hidden]), select, textarea"));
    return all[all.indexOf(control) + 1];
  }

  function stillMissing() {
    const controls = [...form.querySelectorAll(".field-missing :is(input:not([type=hidden]), select, textarea)")];
    const blank = controls.filter((control) => !control.value.trim());
    if (!blank.length) return false;
    blank[0].focus();
    say(text("needed", { fields: blank.map((control) => control.labels[0].firstChild.textContent.trim()).join(", ") }), true);
    return true;
  }

  form.addEventListener("change", () => save());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || !event.target.matches("input")) return;
    event.preventDefault();
    const doubted = event.target.closest(".field")?.querySelector("button[name=confirm]");
    if (doubted && event.target.value === event.target.defaultValue) save({ confirm: doubted.value });
    (nextControl(event.target) ?? event.target).focus();
  });
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (["remove", "confirm"].includes(button?.name)) {
      event.preventDefault();
      await save({ [button.name]: button.value });
    } else if (!button?.hasAttribute("data-approve")) event.preventDefault();
    else if (stillMissing()) event.preventDefault();
    else if (leaving) event.preventDefault();
    else if (running) {
      event.preventDefault();
      await running;
      document.querySelector("[data-approve]")?.click();
    } else leaving = true;
  });
  window.addEventListener("pageshow", () => { leaving = false; });
}
