// Moves and sizes the pages by hand: wheel with Ctrl, pinching, dragging with the middle button or with space held.
const SOFT = 0.01; // how much a step of the wheel sizes
const MOST = 1.25; // at once

function apart([a, b]) {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}

export function gestures(pane, zoom) {
  let hand = null;
  let space = false;
  let fingers = 0;

  pane.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const by = Math.exp(-event.deltaY * (event.deltaMode ? 16 : 1) * SOFT);
    zoom(Math.min(MOST, Math.max(1 / MOST, by)), [event.clientX, event.clientY]);
  }, { passive: false });

  pane.addEventListener("touchstart", ({ touches }) => { if (touches.length === 2) fingers = apart(touches); }, { passive: true });
  pane.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [a, b] = event.touches;
    const now = apart([a, b]);
    zoom(now / fingers, [(a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2]);
    fingers = now;
  }, { passive: false });

  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !pane.matches(":hover") || event.target.closest("input, textarea, select, button, summary")) return;
    event.preventDefault();
    space = true;
    pane.classList.add("moving");
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === " ") space = false;
    if (!space && !hand) pane.classList.remove("moving");
  });
  pane.addEventListener("pointerdown", (event) => {
    if (event.button !== 1 && !(space && event.button === 0)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // no word is taken
    hand = [event.clientX, event.clientY];
    pane.setPointerCapture(event.pointerId);
    pane.classList.add("moving");
  });
  pane.addEventListener("mousedown", (event) => { if (event.button === 1) event.preventDefault(); });
  pane.addEventListener("pointermove", (event) => {
    if (!hand) return;
    event.stopImmediatePropagation();
    pane.scrollBy({ left: hand[0] - event.clientX, top: hand[1] - event.clientY, behavior: "instant" });
    hand = [event.clientX, event.clientY];
  });
  const letGo = () => {
    hand = null;
    pane.classList.toggle("moving", space);
  };
  pane.addEventListener("pointerup", letGo);
  pane.addEventListener("pointercancel", letGo);
}
