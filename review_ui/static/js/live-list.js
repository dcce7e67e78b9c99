// Keeps the list up to date: when the server says that something changed; else while documents are being read, when
// some were added, and when the page is looked at again.
// Rows that did not change stay as they are, so that nothing flickers and the focus is kept.
import { isLive, onChange } from "./events.js";
import { fetchPart, parse } from "./requests.js";

const sources = new WeakMap();

function remember(rows) {
  for (const row of rows) sources.set(row, row.outerHTML);
}

function merge(body, fresh) {
  const kept = new Map([...body.rows].map((row) => [row.id, row]));
  const rows = [...fresh.rows].map((row) => {
    const old = kept.get(row.id);
    if (old && sources.get(old) === row.outerHTML) return old;
    const adopted = document.adoptNode(row);
    sources.set(adopted, adopted.outerHTML);
    const [box, before] = [adopted, old].map((each) => each?.querySelector("[name=chosen]"));
    if (before?.checked && box?.value === before.value) box.checked = true;
    if (kept.size) adopted.classList.add("arrived");
    return adopted;
  });
  const focused = document.activeElement?.closest("tr")?.id;
  body.replaceChildren(...rows);
  if (focused && !body.contains(document.activeElement)) document.getElementById(focused)?.querySelector("a")?.focus();
}

function update(list, html) {
  const fresh = parse(html).body;
  const body = list.querySelector("tbody");
  const freshBody = fresh.querySelector("tbody");
  if (!body || !freshBody) {
    remember(freshBody?.rows ?? []);
    return list.replaceChildren(...fresh.childNodes);
  }
  merge(body, freshBody);
  for (const part of [".chips", ".fields-chips", ".paging"]) list.querySelector(part).replaceWith(fresh.querySelector(part));
}

export function liveList(list) {
  let timer;
  let last = "";
  const isBusy = () => list.querySelector("[data-in-work]") !== null;

  async function refresh() {
    clearTimeout(timer);
    try {
      const { html } = await fetchPart(list.dataset.address);
      if (html !== last) update(list, html);
      last = html;
      plan(Number(list.dataset.poll));
    } catch {
      plan(5000);
    }
  }
  function plan(wait) {
    clearTimeout(timer);
    if (isBusy()) timer = setTimeout(refresh, document.hidden ? 5000 : isLive() ? Math.max(wait, 1500) : wait);
  }

  remember(list.querySelectorAll("tbody tr"));
  onChange(refresh);
  document.addEventListener("documents-added", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  plan(Number(list.dataset.poll));
}
