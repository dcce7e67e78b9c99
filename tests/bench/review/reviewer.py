"""Somebody who reviews by the keyboard alone, goes where the screen leads, and counts every key that is pressed.

What a person sees decides: the field that is focused, what stands in it, what it may be instead. A value that is right
is accepted; for another one that stands below it is taken from there, else it is typed, letter by letter. Rows that
want a look are confirmed as they are. A chord counts as many keys as it holds down.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

FIELDS = ".field [data-stop]"
FOCUSED = """() => {
  const here = document.activeElement, field = here?.closest?.(".field[data-term]");
  if (here?.matches("[data-approve]")) return { kind: "approval", key: "approval" };
  if (here?.matches("[name=confirm][data-stop]")) return { kind: "rows", key: here.value };
  if (!field || !here.matches("[data-stop]")) return null;
  const others = [...field.querySelectorAll("button[name=take] .clip")].map((each) => each.textContent);
  const all = here.matches("select") || (here.selectionStart === 0 && here.selectionEnd === here.value.length);
  return { kind: "field", key: field.dataset.term, value: here.value, others, all };
}"""
SAVED = "() => !document.querySelector('[data-saving]')?.textContent.includes('…')"
ALL, ACCEPT, CLEAR = "Control+a", "Enter", "Delete"
MOST_TABS = 60

Focus = dict[str, Any]


@dataclass(slots=True)
class Reviewer:
    """At a document; `wanted` says what should stand in a field, None where what stands there is right."""

    page: Page
    wanted: Callable[[str, str], str | None]
    keys: int = 0

    def press(self, key: str) -> None:
        self.keys += len(key.split("+"))
        self.page.keyboard.press(key)

    def review(self) -> int:
        """Look at all that is unsure and approve; the keys that it took. The next document is there at the end."""
        self.keys = 0
        here, seen = self.page.url, set[str]()
        while (focused := self.to_next_stop(seen))["kind"] != "approval":
            seen.add(focused["key"])
            if focused["kind"] == "field":
                self.settle(focused)
            self.press(ACCEPT)
            self.page.wait_for_function(SAVED)
        self.press(ACCEPT)
        self.page.wait_for_url(lambda url: url.partition("?")[0] != here.partition("?")[0])
        return self.keys

    def to_next_stop(self, seen: set[str]) -> Focus:
        """Where the screen has led, or a Tab further, until something wants a look that was not settled before."""
        for _ in range(MOST_TABS):
            focused: Focus | None = self.page.evaluate(FOCUSED)
            if focused and focused["key"] not in seen:
                return focused
            self.press("Tab")
        raise AssertionError("The keyboard leads nowhere.")

    def settle(self, focused: Focus) -> None:
        wanted = self.wanted(focused["key"], focused["value"])
        if wanted is None or wanted == focused["value"]:
            return
        right = [number for number, other in enumerate(focused["others"], 1) if not self.wanted(focused["key"], other)]
        if wanted and right:
            self.press(f"Alt+{right[0]}")
            self.page.wait_for_function(SAVED)
            return
        if not focused["all"]:
            self.press(ALL)
        if not wanted:
            self.press(CLEAR)
        for letter in wanted:
            self.keys += 1
            self.page.keyboard.type(letter)
