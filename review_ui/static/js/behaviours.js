// Runs each behaviour once on each element that names it, also on elements that are swapped in later: `data-behaviour`
// has the names of functions, written with hyphens.
const done = new WeakSet();
const functionName = (name) => name.replace(/-./g, (pair) => pair[1].toUpperCase());

function attach(root, behaviours) {
  const found = [...(root.matches?.("[data-behaviour]") ? [root] : []), ...root.querySelectorAll("[data-behaviour]")];
  for (const element of found.filter((element) => !done.has(element))) {
    done.add(element);
    for (const name of element.dataset.behaviour.split(" ")) behaviours[functionName(name)]?.(element);
  }
}

export function observeBehaviours(behaviours) {
  attach(document, behaviours);
  const observer = new MutationObserver((changes) => {
    for (const change of changes)
      for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) attach(node, behaviours);
  });
  observer.observe(document.body, { childList: true, subtree: true });
}
