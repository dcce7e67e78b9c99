"""Find how a page counts itself: `Page 2 of 3`, `Stran 1/2`, `1/2. oldal`, or a bare `2 / 3` at its edge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.fields.layout import Sheet
from extractors.fields.phrases import fold, load_meanings

_EDGE = 0.15  # of the page, at its head and foot, where a count stands without a word
_MOST = 500
_BARE = re.compile(r"[-–—(]?\s*(?P<n>\d{1,3})\s*/\s*(?P<of>\d{1,3})\s*[-–—)]?")
_FIGURE = re.compile(r"\d{1,3}")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[/()]")


@dataclass(frozen=True, slots=True)
class Paging:
    """The number of a page, from 1, and how many there are, where the page says so."""

    number: int
    count: int | None = None

    @property
    def begins(self) -> bool:
        return self.number == 1

    @property
    def ends(self) -> bool:
        return self.number == self.count

    def is_followed_by(self, other: "Paging") -> bool:
        """Whether the other is the next page of the same count."""
        return other.number == self.number + 1 and other.count == self.count


def find_paging(sheet: Sheet) -> Paging | None:
    """How the page counts itself; None when it does not, or says two things."""
    named = {found for cell in sheet.cells for found in _named(cell.text) if found.count}
    found = named or {count for text in _at_edges(sheet) if (count := _alone(text))}
    return next(iter(found)) if len(found) == 1 else None


def _at_edges(sheet: Sheet) -> Iterator[str]:
    for cell in sheet.cells:
        if not _EDGE * sheet.height < cell.box.y_mid < (1 - _EDGE) * sheet.height:
            yield cell.text


def _alone(text: str) -> Paging | None:
    """What a cell says that holds nothing else: `2 / 3`, or a number beside the word for page."""
    if match := _BARE.fullmatch(text.strip()):
        return _sound(int(match["n"]), int(match["of"]))
    named = list(_named(text)) if len(_TOKEN.findall(text)) == 2 else []
    return named[0] if named else None


def _named(text: str) -> Iterator[Paging]:
    """Counts with a word for page before or behind them.

    >>> [(p.number, p.count) for text in ("Seite 2 von 3", "Sida 1(2)", "2/4. oldal", "Page 17") for p in _named(text)]
    [(2, 3), (1, 2), (2, 4), (17, None)]
    """
    tokens = _TOKEN.findall(text)
    page, of = _page_words(), _of_words()
    for at, token in enumerate(tokens):
        if fold(token) not in page:
            continue
        after = _count_at(tokens, at + 1, of)
        before = _count_before(tokens, at, of)
        if found := after or before:
            yield found


def _count_at(tokens: list[str], at: int, of: frozenset[str]) -> Paging | None:
    if at >= len(tokens) or not _FIGURE.fullmatch(tokens[at]):
        return None
    number = int(tokens[at])
    rest = tokens[at + 1 : at + 3]
    if len(rest) == 2 and (rest[0] in "/(" or fold(rest[0]) in of) and _FIGURE.fullmatch(rest[1]):
        return _sound(number, int(rest[1]))
    return _sound(number, None)


def _count_before(tokens: list[str], at: int, of: frozenset[str]) -> Paging | None:
    if at >= 3 and _FIGURE.fullmatch(tokens[at - 1]) and (tokens[at - 2] in "/(" or fold(tokens[at - 2]) in of):
        return _count_at(tokens, at - 3, of)
    return _count_at(tokens, at - 1, of) if at == 1 else None


def _sound(number: int, count: int | None) -> Paging | None:
    return Paging(number, count) if 1 <= number <= (count or _MOST) <= _MOST else None


@cache
def _page_words() -> frozenset[str]:
    return load_meanings("pages", "page")


@cache
def _of_words() -> frozenset[str]:
    return load_meanings("pages", "of")
