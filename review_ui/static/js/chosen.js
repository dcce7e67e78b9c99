// Says how many documents are chosen in the list; they stay chosen while the list is brought up to date.
import { text } from "./texts.js";

export function chosen(form) {
  const words = form.querySelector("[data-chosen]");
  const none = words.textContent;
  const details = form.querySelector("details");
  document.addEventListener("change", (event) => {
    if (event.target.name !== "chosen") return;
    const count = document.querySelectorAll("[name=chosen]:checked").length;
    words.textContent = count ? text("with_chosen", { count }) : none;
    if (count === 1 && event.target.checked) details.open = true;
  });
}
