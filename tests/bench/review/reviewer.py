"""Somebody who reviews by the keyboard alone, goes where the screen leads, and counts every key that is pressed.

What a person sees decides: the field that is focused, whether it wants a look, what stands in it. A value that is
right is accepted; another one is typed over it, letter by letter. A chord counts as many keys as it holds down.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

STOPS = ".field:has([data-stop]), .field-missing, .field-unsure, .field-check"
FOCUSED = """() => {
  const field = document.activeElement?.closest?.(".field[data-term]");
  return field && { term: field.dataset.term, stop: field.matches(STOPS), value: document.activeElement.value ?? "" };
}""".replace("STOPS", f"'{STOPS}'")
SAVED = "() => !document.querySelector('[data-saving]')?.textContent.includes('…')"
APPROVE, ALL = "Control+Enter", "Control+a"
MOST_TABS = 60


@dataclass(slots=True)
class Reviewer:
    """At a document; `right` says what should stand in a field, None where what stands there is right."""

    page: Page
    right: Callable[[str, str], str | None]
    keys: int = 0

    def press(self, key: str) -> None:
        self.keys += len(key.split("+"))
        self.page.keyboard.press(key)

    def review(self) -> int:
        """Look at all that is unsure and approve; the keys that it took. The next document is there at the end."""
        self.keys = 0
        here, seen = self.page.url, set[str]()
        while self.page.locator(STOPS).count() and self.to_next_stop(seen):
            self.settle()
        self.page.wait_for_function(SAVED)
        self.press(APPROVE)
        self.page.wait_for_url(lambda url: url.partition("?")[0] != here.partition("?")[0])
        return self.keys

    def to_next_stop(self, seen: set[str]) -> bool:
        """Tab on until a field wants a look that was not settled before; False when there is none."""
        for _ in range(MOST_TABS):
            focused = self.page.evaluate(FOCUSED)
            if focused and focused["stop"] and focused["term"] not in seen:
                seen.add(focused["term"])
                return True
            self.press("Tab")
        return False

    def settle(self) -> None:
        focused = self.page.evaluate(FOCUSED)
        wanted = self.right(focused["term"], focused["value"])
        if wanted is not None and wanted != focused["value"]:
            self.press(ALL)
            for letter in wanted:
                self.keys += 1
                self.page.keyboard.type(letter)
        self.press("Enter")
        self.page.wait_for_function(SAVED)
