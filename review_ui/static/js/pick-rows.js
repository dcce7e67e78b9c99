// Says how many bookings are chosen, next to the buttons that export them.
import { text } from "./texts.js";

export function pickRows(form) {
  const words = form.querySelector("[data-picked]");
  document.addEventListener("change", () => {
    const chosen = [...form.elements].filter((element) => element.checked).length;
    words.textContent = chosen ? text("export_chosen", { count: chosen }) : text("export_all");
  });
}
