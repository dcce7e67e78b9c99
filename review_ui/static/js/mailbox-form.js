// Sends the settings of a mailbox without leaving the page, so that a typed secret, which no server sends back, stays
// in its input when something cannot be used. And shows the usual port for the chosen security.
import { swapParts } from "./parts.js";
import { fetchPart, parse } from "./requests.js";

const SECRETS = "input[type=password]";

export function mailboxForm(form) {
  const saying = form.querySelector("[data-saying]");
  let sending = false;

  function showUsualPort() {
    form.elements.port.placeholder = form.elements.security.selectedOptions[0].dataset.port;
  }
  function take(html, sent) {
    swapParts(parse(html), sent);
    for (const input of form.querySelectorAll(SECRETS)) input.value = sent.get(input.name);
    showUsualPort();
    const wrong = form.querySelector("[data-wrong], [aria-invalid]");
    if (wrong) wrong.focus();
    else document.getElementById("trial").scrollIntoView({ block: "nearest" });
  }
  async function send(button) {
    const sent = new FormData(form);
    saying.textContent = "";
    try {
      const { html, movedTo } = await fetchPart(button.getAttribute("formaction") ?? form.getAttribute("action"), { method: "POST", body: sent });
      if (movedTo) location.assign(movedTo);
      else take(html, sent);
    } catch (refusal) {
      saying.textContent = refusal.message;
    }
  }

  form.addEventListener("change", (event) => event.target.name === "security" && showUsualPort());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    await send(event.submitter ?? form);
    sending = false;
  });
  showUsualPort();
}
