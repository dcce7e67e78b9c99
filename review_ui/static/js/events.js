// Tells parts of the page that something changed in the organisation, as the server says. Only a page that is seen
// listens: a browser opens few connections to one server, however many tabs there are.
const listeners = new Set();
let source = null;
let timer = null;
let over = false;
let opened = false;

export const isLive = () => source?.readyState === EventSource.OPEN;

function tell() {
  timer ??= setTimeout(() => {
    timer = null;
    for (const listener of listeners) listener();
  }, 250);
}

function stop() {
  source?.close();
  source = null;
}

function follow() {
  if (document.hidden || over) return stop();
  if (source) return;
  const since = document.querySelector("[data-mark]")?.dataset.mark ?? "";
  source = new EventSource("/events?" + new URLSearchParams({ since }));
  source.addEventListener("open", () => {
    if (opened) tell(); // what changed meanwhile was told to nobody
    opened = true;
  });
  source.addEventListener("changed", tell);
  source.addEventListener("ended", () => {
    over = true;
    stop();
    tell();
  });
}

export function onChange(listener) {
  listeners.add(listener);
  if (listeners.size > 1) return;
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", follow);
  follow();
}
