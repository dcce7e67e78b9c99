// Says how many rows of the list are chosen, and opens what can be done with them. They stay chosen while the list is
// brought up to date.
import { text } from "./texts.js";

export function chosen(form) {
  const words = form.querySelector("[data-chosen]");
  const none = words.textContent;
  const details = form.querySelector("details");
  document.addEventListener("change", ({ target }) => {
    if (target.form !== form || target.type !== "checkbox") return;
    const count = [...form.elements].filter((element) => element.checked).length;
    const said = details ? text("with_chosen", { count }) : text("export_chosen", { count });
    words.textContent = count ? said : none;
    if (details && count === 1 && target.checked) details.open = true;
  });
}
