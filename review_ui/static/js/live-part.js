// Asks for a part of the page anew while something goes on in it. What somebody is at in it stays as it is.
import { fetchPart, parse } from "./requests.js";

export function livePart(element) {
  const wait = Number(element.dataset.poll);
  let last = "";

  async function refresh() {
    if (!element.isConnected) return;
    try {
      const { html } = await fetchPart(element.dataset.address);
      if (html !== last && !element.contains(document.activeElement)) element.replaceChildren(...parse(html).body.childNodes);
      last = html;
    } catch {
      // It is asked again.
    }
    plan();
  }
  function plan() {
    if (element.querySelector("[data-in-work]")) setTimeout(refresh, document.hidden ? Math.max(wait, 5000) : wait);
  }
  plan();
}
