// Files dropped anywhere on the page, folders too, pasted or chosen; the tray sends them (`upload-tray.js`).
import { text } from "./texts.js";

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
  return (await Promise.all(entries.map(filesOf))).flat();
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
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    hand(files.map(named));
  });
}

// A picture from the clipboard has no name of its own, and many would bear the same.
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const time = new Date().toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
  return new File([file], `${text("pasted")} ${time}.${file.name.split(".").pop()}`, { type: file.type });
}

export function uploadInput(input) {
  input.addEventListener("change", () => {
    hand([...input.files]);
    input.value = "";
  });
}

export function hand(files) {
  const wanted = files.filter((file) => !file.name.startsWith("."));
  if (wanted.length) document.dispatchEvent(new CustomEvent("files-chosen", { detail: wanted }));
}
