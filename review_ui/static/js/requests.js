// Asks the server for a part of a page. A refusal comes back as an Error with the server's own words.
import { text } from "./texts.js";

export const OURS = { "X-Requested-With": "prejeto" };

export async function fetchPart(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { ...OURS, ...options.headers } }).catch(() => {
    throw new Error(text("unreachable"));
  });
  const type = answer.headers.get("content-type") ?? "";
  const { status, redirected, url } = answer;
  if (type.startsWith("text/html")) return { status, html: await answer.text(), movedTo: redirected ? url : null };
  const refusal = await answer.json().catch(() => ({}));
  if (answer.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
  throw new Error(refusal.message ?? text("unreachable"));
}

export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
