// Moves and sizes the pages by hand: wheel with Ctrl, pinching, dragging with the middle button or with space held.
const span = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

export function gestures(pane, zoom) {
  let space = false;
  let hand = null;
  let fingers = 0;

  pane.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const steps = event.deltaY / (event.deltaMode ? 6 : 100);
    zoom(1.25 ** -Math.max(-1, Math.min(1, steps)), [event.clientX, event.clientY]);
  });
  pane.addEventListener("touchstart", ({ touches }) => { if (touches[1]) fingers = span(touches); });
  pane.addEventListener("touchmove", (event) => {
    const [a, b] = event.touches;
    if (!b) return;
    event.preventDefault();
    zoom(span([a, b]) / fingers, [(a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2]);
    fingers = span([a, b]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !pane.matches(":hover") || event.target.closest("a, button, input, select, summary, textarea")) return;
    event.preventDefault();
    space = true;
  });
  document.addEventListener("keyup", ({ key }) => { if (key === " ") space = false; });
  pane.addEventListener("pointerdown", (event) => {
    if (event.button !== 1 && !space) return;
    event.stopImmediatePropagation(); // no word is taken
    pane.setPointerCapture(event.pointerId);
    hand = event;
  });
  pane.addEventListener("mousedown", (event) => { if (hand) event.preventDefault(); });
  pane.addEventListener("pointermove", (event) => {
    if (!hand) return;
    event.stopImmediatePropagation();
    pane.scrollBy({ left: hand.clientX - event.clientX, top: hand.clientY - event.clientY, behavior: "instant" });
    hand = event;
  });
  for (const end of ["pointerup", "pointercancel"]) pane.addEventListener(end, () => { hand = null; });
}
