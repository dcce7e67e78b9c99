// Shows the document as soon as it has been read.
export function waitForReading(section) {
  const from = [...section.classList].find((name) => name.startsWith("state-"));
  const timer = setInterval(async () => {
    const answer = await fetch(`${location.pathname}/state`).catch(() => null);
    if (!answer?.ok) return;
    const { state } = await answer.json();
    if (`state-${state}` === from) return;
    clearInterval(timer);
    location.replace(location.pathname); // without what was said before
  }, Number(section.dataset.poll));
}
