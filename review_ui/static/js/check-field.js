// Says while somebody types what is understood, and what does not fit; nothing is saved by this.
import { OURS } from "./requests.js";

const PAUSE = 150; // milliseconds without a key

// `root` is a form, or what holds several; each sends to its own address of checks.
export function checkField(root) {
  const addressOf = ({ action, dataset }) => dataset.check ?? action.replace(/\/fields$/, "/check");
  let timer = null;

  function say(field, { said, fits }) {
    let line = field.querySelector(".live");
    if (!line && said) {
      line = document.createElement("p");
      line.className = "live";
      line.setAttribute("role", "status");
      field.querySelector(".certainty").after(line);
    }
    if (!line) return;
    line.textContent = said;
    line.classList.toggle("is-bad", !fits);
  }
  async function check(control) {
    if (!control.form) return; // it was swapped for the server's meanwhile
    const field = control.closest(".field");
    const body = new URLSearchParams({ key: field.dataset.term, text: control.value });
    const answer = await fetch(addressOf(control.form), { method: "POST", body, headers: OURS }).catch(() => null);
    if (answer?.ok && control.value === body.get("text")) say(field, await answer.json());
  }

  root.addEventListener("input", (event) => {
    if (!event.target.matches(".field :is(input, textarea)")) return;
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE, event.target);
  });
}
