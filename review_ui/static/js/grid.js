// Lines and tax rows as a grid: arrows and Enter move in a column, rows are split, taken away and pasted. What becomes of
// the rows is the server's to say: the form is sent with the name of the action, as its buttons do.
import { controlNamed } from "./parts.js";

export function grid(section) {
  const { table } = section.dataset;
  const cellAt = (row, column) => controlNamed(section, `${table}.${row}.${column}`);
  const act = (name, value, more = {}) =>
    section.dispatchEvent(new CustomEvent("act", { bubbles: true, detail: { [name]: value, ...more } }));

  function placeOf(cell) {
    const [, row, column] = cell.name.split(".");
    return { row: Number(row), column };
  }
  function move(cell, step) {
    const { row, column } = placeOf(cell);
    const found = cellAt(row + step, column);
    found?.focus();
    found?.select();
    return found;
  }
  function press(event, cell) {
    const { row, column } = placeOf(cell);
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (event.altKey && event.key === "Enter") act("split", `${table}.${row}`);
    else if (event.altKey && event.key === "Delete") act("remove", `${table}.${row}`);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") act("fill", `${table}.${row}.${column}`);
    else if (plain && ["Enter", "ArrowDown"].includes(event.key)) {
      if (!move(cell, 1) && event.key === "Enter") cell.blur();
    } else if (plain && event.key === "ArrowUp") move(cell, -1);
    else return;
    event.preventDefault();
  }

  section.addEventListener("keydown", (event) => {
    if (event.target.matches("ol input:not([readonly])")) press(event, event.target);
  });
  section.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (!event.target.matches("ol input:not([readonly])") || !/[\t\n]./.test(pasted)) return;
    event.preventDefault();
    act("paste", event.target.name, { [`pasted.${table}`]: pasted });
  });
}
