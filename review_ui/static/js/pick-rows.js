// Says how many bookings are chosen, next to the buttons that export them.
export function pickRows(form) {
  const words = form.querySelector("[data-picked]");
  document.addEventListener("change", () => {
    const chosen = [...form.elements].filter((element) => element.checked).length;
    words.textContent = chosen ? `Export ${chosen} chosen:` : "Export all:";
  });
}
