"""Read a long document in sittings, so that what was read can be shown while the rest is read.

A sitting ends where enough was read to be shown and much is left to recognise; the next one goes on from there, in
the same process or another. Nothing is read twice. Short documents, and those with text layers, are read at once.
"""

import time
from collections.abc import Callable, Sequence

from extractors.document import DocumentRead, Rest, Sitting
from extractors.notes import Notes
from extractors.paging import FIRST_PAGES
from extractors.recognition import ReadPage

WORTH_SECONDS = 5.0  # of reading ahead: for less, nobody needs to see a part of it
SITTING_SECONDS = 15.0  # of each sitting after the first, which ends with the first pages

ReadOne = Callable[[int, int], ReadPage | None]


def read_in_order(
    order: Sequence[int], read_one: ReadOne, notes: Notes, sitting: Sitting | None
) -> tuple[tuple[ReadPage, ...], Rest | None]:
    """The pages that could be read, by number, and where the next sitting goes on; None when all were tried.

    `read_one` is given the number of a page and how many are left with it. Without a sitting all are read at once.
    """
    before = sitting.before if sitting else None
    pages, done = _pages_of(before), before.rest.done if before and before.rest else 0
    began = time.monotonic()
    for place in range(done, len(order)):
        page = read_one(order[place], len(order) - place)
        pages += [page] if page else []
        left = len(order) - place - 1
        enough = pages and _is_long_enough(place + 1, began, before)
        if sitting and enough and _seconds_ahead(left, notes) > WORTH_SECONDS:
            return _by_number(pages), Rest(place + 1, len(order), notes.put_down())
    return _by_number(pages), None


def _is_long_enough(done: int, began: float, before: DocumentRead | None) -> bool:
    return time.monotonic() - began >= SITTING_SECONDS if before else done >= FIRST_PAGES


def _seconds_ahead(pages: int, notes: Notes) -> float:
    """What the pages that are left take if each is recognised; no more than there is time."""
    return min(pages * notes.slowest_page, notes.seconds_left)


def _pages_of(before: DocumentRead | None) -> list[ReadPage]:
    """The pages as they were read; their pictures are final."""
    if before is None:
        return []
    codes = before.transcript.codes
    pages = zip(before.transcript.pages, before.images, strict=True)
    return [ReadPage(page, tuple(code for code in codes if code.page == page.number), image) for page, image in pages]


def _by_number(pages: list[ReadPage]) -> tuple[ReadPage, ...]:
    return tuple(sorted(pages, key=lambda read: read.page.number))
