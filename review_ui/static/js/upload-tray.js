// The tray: every file with its progress and what became of it. What could not be sent stays and is sent again.
import { text } from "./texts.js";
import { send } from "./upload-send.js";

const AT_ONCE = 3;
const LINGER = 6000; // milliseconds that the tray stays when all went well
const PAUSES = [2000, 5000, 15000, 30000]; // before what was lost is sent again

export function uploadTray(tray) {
  const list = tray.querySelector("ol");
  const title = tray.querySelector("h2");
  const items = new Set();
  const waiting = [];
  let running = 0;

  const open = () => [...items].filter((item) => !item.ended);
  function say() {
    const lost = open().filter((item) => item.timer).length;
    const done = items.size - open().length;
    title.textContent = lost ? text("offline", { count: lost }) : done < items.size ? text("adding", { done, count: items.size }) : text("handed_in", { count: items.size });
  }
  function add(file) {
    const row = tray.querySelector("template").content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    const item = { file, row, part, tries: 0, bar: row.querySelector("progress") };
    const called = file.name.replace(/[\p{Cc}\p{Cf}]/gu, ""); // nothing that turns the direction of reading
    part("name").textContent = called;
    item.bar.setAttribute("aria-label", text("sending", { name: called }));
    for (const name of ["again", "cancel"]) part(name).setAttribute("aria-label", `${part(name).textContent}: ${called}`);
    part("again").addEventListener("click", () => enqueue(item));
    part("cancel").addEventListener("click", () => leaveOut(item));
    items.add(item);
    list.append(row);
    if (file.size <= Number(tray.dataset.most)) return enqueue(item);
    end(item, { outcome: "refused", message: text("too_large", { size: tray.dataset.mostWords }), advice: tray.dataset.tooLarge });
  }
  function enqueue(item) {
    clearTimeout(item.timer);
    Object.assign(item, { timer: 0, ended: false });
    item.row.className = "";
    item.part("again").hidden = true;
    item.part("cancel").hidden = item.bar.hidden = false;
    item.part("result").textContent = "";
    waiting.push(item);
    say();
    pump();
  }
  function pump() {
    while (running < AT_ONCE && waiting.length) run(waiting.shift());
  }
  async function run(item) {
    running += 1;
    item.bar.value = 0;
    item.request = send(item.file, (share) => { item.bar.value = share * 100; });
    const result = await item.request.answer;
    running -= 1;
    item.request = null;
    if (result.outcome === "lost") keep(item);
    else if (result.outcome !== "cancelled") end(item, result);
    pump();
  }
  function keep(item) {
    item.row.className = "is-lost";
    item.bar.hidden = true;
    item.part("result").textContent = text("kept");
    item.part("again").hidden = false;
    item.timer = setTimeout(enqueue, PAUSES[Math.min(item.tries, PAUSES.length - 1)], item);
    item.tries += 1;
    say();
  }
  function end(item, result) {
    const came = item.tries && result.outcome === "duplicate"; // it had arrived, and only the answer was lost
    item.ended = true;
    item.row.className = `is-${came ? "received" : result.outcome}`;
    item.bar.hidden = item.part("cancel").hidden = true;
    item.part("again").hidden = !result.again;
    item.part("result").textContent = [came ? text("is_here") : result.message, result.advice].filter(Boolean).join(" ");
    if (result.address) item.part("result").append(" ", link(result));
    list.scrollTop = item.row.offsetTop - list.clientHeight / 2;
    say();
    document.dispatchEvent(new Event("documents-added"));
    if (!open().length) setTimeout(leave, LINGER);
  }
  function link({ address, outcome }) {
    const words = outcome === "duplicate" ? text("open_first") : text("open");
    return Object.assign(document.createElement("a"), { href: address, textContent: words });
  }
  function leaveOut(item) {
    clearTimeout(item.timer);
    if (waiting.includes(item)) waiting.splice(waiting.indexOf(item), 1);
    item.request?.cancel();
    items.delete(item);
    item.row.remove();
    if (items.size) say();
    else close();
  }
  function leave() {
    const needsALook = list.querySelector(".is-refused, .is-duplicate") || tray.matches(":hover, :focus-within");
    if (!open().length && !needsALook) close();
  }
  function close() {
    tray.hidden = true;
    if (open().length) return;
    list.replaceChildren();
    items.clear();
  }

  document.addEventListener("files-chosen", (event) => {
    tray.hidden = false;
    event.detail.forEach(add);
    say();
  });
  window.addEventListener("online", () => open().filter((item) => item.timer).forEach(enqueue));
  window.addEventListener("beforeunload", (event) => { if (open().length) event.preventDefault(); });
  tray.querySelector("[data-close]").addEventListener("click", close);
}
