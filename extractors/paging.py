"""Which pages of a long document are read, and in which order."""

from extractors.limits import Limits
from extractors.notes import Notes
from models.errors import EmptyDocument, LimitExceeded

FIRST_PAGES = 3  # that come first in the order of reading


def pages_to_read(count: int, limits: Limits, notes: Notes) -> int:
    """How many of the first pages are read, the rest is left with a warning; what is far too long is refused."""
    if count <= 0:
        raise EmptyDocument("The document has no pages.")
    if count > limits.pages_refused:
        raise LimitExceeded(f"The document has {count} pages; at most {limits.pages_refused} are taken. Split it.")
    if count > limits.pages:
        notes.warn("pages_cut")
    return min(count, limits.pages)


def reading_order(count: int) -> list[int]:
    """The first two pages and the last come first: that is where an invoice says who and how much.

    >>> reading_order(5)
    [0, 1, 4, 2, 3]
    """
    first = [number for number in (0, 1, count - 1) if 0 <= number < count]
    return list(dict.fromkeys([*first, *range(count)]))
