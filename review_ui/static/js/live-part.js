// Asks for a part of the page anew while something goes on in it. What somebody is at in it stays as it is.
import { fetchPart, parse } from "./requests.js";

export function livePart(element) {
  const wait = Number(element.dataset.poll);
  let last = "";
  let timer;

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
  document.addEventListener("documents-added", refresh);
  function plan() {
    clearTimeout(timer);
    if (element.querySelector("[data-in-work]")) timer = setTimeout(refresh, document.hidden ? Math.max(wait, 5000) : wait);
  }
  plan();
}
