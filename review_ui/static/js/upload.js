// Files dropped anywhere on the page, folders too, or chosen: sent one by one, with the progress and result of each.
import { OURS } from "./requests.js";
import { text } from "./texts.js";

const AT_ONCE = 3;
const LINGER = 6000; // milliseconds that the tray stays when all went well

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((give, fail) => entry.file(give, fail))];
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const entries = await new Promise((give, fail) => reader.readEntries(give, fail));
    if (!entries.length) return files;
    for (const inner of entries) files.push(...(await filesOf(inner)));
  }
}

async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(filesOf))).flat().filter((file) => !file.name.startsWith("."));
}

function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

export function drop(veil) {
  let depth = 0;
  const show = (on) => { veil.hidden = !on; };
  window.addEventListener("dragenter", (event) => { if (carriesFiles(event)) { depth += 1; show(true); } });
  window.addEventListener("dragleave", (event) => { if (carriesFiles(event)) { depth -= 1; show(depth > 0); } });
  window.addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
  window.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    hand(await droppedFiles(event.dataTransfer));
  });
}

export function uploadInput(input) {
  input.addEventListener("change", () => {
    hand([...input.files]);
    input.value = "";
  });
}

function hand(files) {
  if (files.length) document.dispatchEvent(new CustomEvent("files-chosen", { detail: files }));
}

function send(file, onProgress) {
  return new Promise((give) => {
    const form = new FormData();
    form.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", "/documents");
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(OURS)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("loadend", () => give(resultOf(request)));
    request.send(form);
  });
}

function resultOf(request) {
  const lost = { outcome: "refused", message: text("lost") };
  try {
    const answer = JSON.parse(request.responseText);
    return answer.results?.[0] ?? { outcome: "refused", message: answer.message ?? lost.message };
  } catch {
    return lost;
  }
}

export function uploadTray(tray) {
  const list = tray.querySelector("ol");
  const title = tray.querySelector("h2");
  const waiting = [];
  let running = 0;
  let done = 0;
  let all = 0;

  function say() {
    title.textContent = done < all ? text("adding", { done, count: all }) : text("handed_in", { count: all });
  }
  function addRow(file) {
    const row = tray.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = file.name;
    row.querySelector("progress").setAttribute("aria-label", text("sending", { name: file.name }));
    list.append(row);
    return row;
  }
  function showResult(row, result) {
    const line = row.querySelector("[data-result]");
    row.className = `is-${result.outcome}`;
    row.querySelector("progress").remove();
    list.scrollTop = row.offsetTop - list.clientHeight / 2;
    line.textContent = result.message;
    if (!result.address) return;
    const link = Object.assign(document.createElement("a"), { href: result.address, textContent: text("open") });
    if (result.outcome === "duplicate") link.textContent = text("open_first");
    line.append(" ", link);
  }
  async function work() {
    const next = waiting.shift();
    if (!next) return;
    running += 1;
    const bar = next.row.querySelector("progress");
    showResult(next.row, await send(next.file, (share) => { bar.value = share * 100; }));
    running -= 1;
    done += 1;
    say();
    document.dispatchEvent(new Event("documents-added"));
    work();
    if (done === all) setTimeout(leave, LINGER);
  }
  function leave() {
    const needsALook = list.querySelector(".is-refused, .is-duplicate") || tray.matches(":hover, :focus-within");
    if (done === all && !needsALook) close();
  }
  function close() {
    tray.hidden = true;
    if (done < all) return;
    list.replaceChildren();
    done = all = 0;
  }

  document.addEventListener("files-chosen", (event) => {
    tray.hidden = false;
    for (const file of event.detail) {
      all += 1;
      const row = addRow(file);
      if (file.size <= Number(tray.dataset.most)) waiting.push({ file, row });
      else {
        done += 1;
        showResult(row, { outcome: "refused", message: text("too_large", { size: tray.dataset.mostWords }) });
      }
    }
    say();
    while (running < AT_ONCE && waiting.length) work();
  });
  tray.querySelector("[data-close]").addEventListener("click", close);
}
