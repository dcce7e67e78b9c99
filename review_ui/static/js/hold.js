// Keeps the document while its page is open, gives it back when it is left, and says when somebody else has it.
import { onChange } from "./events.js";
import { fetchPart, parse } from "./requests.js";

const RENEW = 60_000;

export function hold(element) {
  if (element.dataset.followed) return;
  let part = element;
  const { address } = element.dataset;

  async function ask(method) {
    try {
      const { html } = await fetchPart(`${address}/hold`, { method });
      const fresh = parse(html).body.firstElementChild;
      const isMine = part.dataset.token !== "";
      if (method === "GET" && fresh.dataset.holder === part.dataset.holder) return;
      if (!isMine && fresh.dataset.token) return location.reload();
      if (method === "GET" && !fresh.dataset.holder) return ask("POST");
      fresh.dataset.followed = "true";
      part.replaceWith(fresh);
      part = fresh;
    } catch {
      // It is asked again; a hold that runs out meanwhile overwrites nothing.
    }
  }

  setInterval(() => document.hidden || ask(part.dataset.token ? "POST" : "GET"), RENEW);
  onChange(() => part.dataset.holder && ask("GET"));
  window.addEventListener("pageshow", (event) => event.persisted && ask("POST"));
  window.addEventListener("pagehide", () => {
    const { token } = part.dataset;
    if (token) navigator.sendBeacon(`${address}/release`, new URLSearchParams({ token }));
  });
}
