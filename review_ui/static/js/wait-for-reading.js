// Shows the document as soon as it has been read; its first pages as soon as they are, then how many are read.
export function waitForReading(section) {
  const from = [...section.classList].find((name) => name.startsWith("state-"));
  const shown = section.querySelector("[data-pages-read]");
  const timer = setInterval(async () => {
    const answer = await fetch(`${location.pathname}/state`).catch(() => null);
    if (!answer?.ok) return;
    const { state, pages } = await answer.json();
    const isNew = `state-${state}` !== from || (pages && !shown);
    if (!isNew) {
      if (shown && pages && shown.textContent !== `${pages}`) shown.textContent = pages;
      return;
    }
    clearInterval(timer);
    location.replace(location.pathname); // without what was said before
  }, Number(section.dataset.poll));
}
