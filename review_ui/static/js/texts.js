// The texts of scripts, in the language of the page, which carries them. A text with a count has a form for every
// plural category of the language; values stand in braces.
const root = document.documentElement;
const texts = JSON.parse(root.dataset.texts);
const plurals = new Intl.PluralRules(root.lang);
const numbers = new Intl.NumberFormat(root.lang);

export function text(key, values = {}) {
  const found = texts[key];
  const form = typeof found === "string" ? found : found[plurals.select(values.count)];
  return form.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? numbers.format(values[name]) : values[name]));
}
