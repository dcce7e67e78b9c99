"""Ranges of pages: how a document that holds several is divided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.errors import InvalidInput

LAST_PAGE = 9_999
"""Of a range that goes to the end of a file, however long that is."""
_PAGES = "pages"


@dataclass(frozen=True, slots=True, order=True)
class PageRange:
    """Pages `first` to `last`, both of them, counted from 0.

    >>> str(PageRange(0, 1)), str(PageRange(2, 2))
    ('1-2', '3')
    """

    first: int
    last: int

    def __str__(self) -> str:
        """As people count: from 1."""
        return f"{self.first + 1}" if self.first == self.last else f"{self.first + 1}-{self.last + 1}"

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, page: int) -> bool:
        return self.first <= page <= self.last

    def to_json(self) -> list[int]:
        return [self.first, self.last]


def written_ranges(ranges: Iterable[PageRange]) -> str:
    """As people write them.

    >>> written_ranges([PageRange(0, 1), PageRange(2, 2)])
    '1-2, 3'
    """
    return ", ".join(map(str, ranges))


def parse_ranges(text: str) -> tuple[PageRange, ...]:
    """What a person wrote, as `1-2, 3`. InvalidInput when it is no list of pages.

    >>> parse_ranges("1-2, 3")
    (PageRange(first=0, last=1), PageRange(first=2, last=2))
    """
    try:
        return tuple(_parse(part) for part in text.replace("–", "-").split(",") if part.strip())
    except ValueError:
        raise InvalidInput("Write the pages of each document, such as 1-2, 3, 4-5.", _PAGES) from None


def check_ranges(ranges: Sequence[PageRange], pages: int) -> None:
    """InvalidInput unless there are two ranges or more, in order, without overlap, within so many pages."""
    if len(ranges) < 2:
        raise InvalidInput("Name the pages of two documents at least.", _PAGES)
    at = 0
    for part in ranges:
        if not at <= part.first <= part.last:
            raise InvalidInput("The pages must be in order, and each in one document only.", _PAGES)
        at = part.last + 1
    if at > pages:
        raise InvalidInput(f"The document has only {pages} pages.", _PAGES)


def left_between(ranges: Sequence[PageRange], pages: int) -> tuple[PageRange, ...]:
    """The pages that are in none of the ranges, which are in order.

    >>> left_between([PageRange(0, 0), PageRange(2, 2)], 5)
    (PageRange(first=1, last=1), PageRange(first=3, last=4))
    """
    starts = [0, *(part.last + 1 for part in ranges)]
    ends = [*(part.first for part in ranges), pages]
    return tuple(PageRange(start, end - 1) for start, end in zip(starts, ends, strict=True) if start < end)


def _parse(part: str) -> PageRange:
    first, _, last = part.partition("-")
    return PageRange(int(first) - 1, int(last or first) - 1)
