// Sends one file. The answer is what became of it: `outcome` is received, duplicate, refused, lost (no answer: it is
// sent again) or cancelled; `again` says that a person may try once more.
import { OURS } from "./requests.js";
import { text } from "./texts.js";

const AWAY = new Set([0, 502, 503, 504]);

export function send(file, onProgress) {
  const request = new XMLHttpRequest();
  let cancelled = false;
  const answer = new Promise((give) => {
    const form = new FormData();
    form.append("files", file, file.name);
    request.open("POST", "/documents");
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(OURS)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("loadend", () => give(cancelled ? { outcome: "cancelled" } : resultOf(request)));
    request.send(form);
  });
  return { answer, cancel: () => { cancelled = true; request.abort(); } };
}

function resultOf(request) {
  if (AWAY.has(request.status)) return { outcome: "lost" };
  const refused = { outcome: "refused", message: text("lost"), again: request.status !== 413 };
  try {
    const answer = JSON.parse(request.responseText);
    return answer.results?.[0] ?? { ...refused, message: answer.message ?? refused.message };
  } catch {
    return refused;
  }
}
