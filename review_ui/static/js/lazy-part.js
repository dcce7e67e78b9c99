// Fetches what a fold-out holds when it is opened, each time anew.
import { fetchPart, parse } from "./requests.js";

export function lazyPart(details) {
  const target = details.querySelector("[data-lazy]");
  details.addEventListener("toggle", async () => {
    if (!details.open) return;
    try {
      const { html } = await fetchPart(details.dataset.address);
      target.replaceChildren(...parse(html).body.childNodes);
    } catch (refusal) {
      target.textContent = refusal.message;
    }
  });
}
