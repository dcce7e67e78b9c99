// Takes away what somebody has read, without loading the page anew; the server remembers it.
import { OURS } from "./requests.js";

export function dismiss(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fetch(form.action, { method: "POST", headers: OURS, body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true }).catch(() => {});
    form.parentElement.remove();
    document.getElementById("main").focus({ preventScroll: true });
  });
}
