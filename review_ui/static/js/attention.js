// Tells how many seconds a document was used: while it is visible, and something was done in the last twenty.
const IDLE = 20, BEAT = 15;
let address = null, seconds = 0, used = 0;

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

export function attention(element) {
  const begun = address !== null;
  address = element.dataset.address;
  used = performance.now();
  if (begun) return; // the panel was swapped in anew: one clock is enough
  for (const name of ["pointermove", "pointerdown", "keydown", "wheel"])
    addEventListener(name, () => (used = performance.now()), { passive: true });
  addEventListener("pagehide", send);
  setInterval(tick, 1000);
}
