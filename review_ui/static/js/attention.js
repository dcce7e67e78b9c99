// Tells how many seconds a document was used: while it is visible, and something was done in the last twenty. Where
// there are many on one page, it is the one whose row has the focus.
const IDLE = 20, BEAT = 15;
let address = null, seconds = 0, used = 0, begun = false;

function send() {
  if (!address || !seconds) return;
  navigator.sendBeacon(address, new URLSearchParams({ seconds }));
  seconds = 0;
}

function tick() {
  if (document.visibilityState !== "visible" || performance.now() - used > IDLE * 1000) return;
  seconds += 1;
  if (seconds >= BEAT) send();
}

function turnTo(next) {
  if (next !== address) send();
  address = next;
  used = performance.now();
}

export function attention(element) {
  if (element.dataset.address) turnTo(element.dataset.address);
  if (begun) return; // the panel was swapped in anew: one clock is enough
  begun = true;
  addEventListener("focusin", ({ target }) => {
    const row = target.closest?.("[data-attention]");
    if (row) turnTo(row.dataset.attention);
  });
  for (const name of ["pointermove", "pointerdown", "keydown", "wheel"])
    addEventListener(name, () => (used = performance.now()), { passive: true });
  addEventListener("pagehide", send);
  setInterval(tick, 1000);
}
