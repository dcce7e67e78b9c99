// Shows a time in the reader's own zone and words.
const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

export function localTime(element) {
  element.title = element.textContent;
  element.textContent = format.format(new Date(element.dateTime));
}
