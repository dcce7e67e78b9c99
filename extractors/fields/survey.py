"""One document surveyed once: pages as cells, labels, amounts, dates, rates, languages and countries.

Every finder of text fields reads from the survey; nothing is searched twice. Labels and values are linked lazily.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from extractors.fields.blocks import Block, find_blocks
from extractors.fields.figures import Amount, Day, Rate, find_amounts, find_days, find_rates
from extractors.fields.labelling import find_labels
from extractors.fields.labels import Label, languages_of
from extractors.fields.layout import Cell, Sheet, lay_out
from extractors.fields.links import Link, Surroundings, link_values
from models.page import Page, Transcript

Found = TypeVar("Found")

FIRST_PAGES, LAST_PAGES = 6, 4
MOST_WORDS = 2400


@dataclass(frozen=True)
class Survey:
    """What stands on the pages of one document."""

    transcript: Transcript

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """One per page, in the place of its number.

        Those in the middle of long documents, where no header field stands, are empty; so are those that were not read.
        """
        read = {page.number: page for page in self.transcript.pages}
        count = max(read, default=-1) + 1
        empty = {
            at: replace(read[at] if at in read else self.transcript.pages[0], number=at, words=())
            for at in range(count)
        }
        telling = {
            at: _head_and_foot(page) for at, page in read.items() if at < FIRST_PAGES or at >= count - LAST_PAGES
        }
        return tuple(lay_out(page) for page in (empty | telling).values())

    @cached_property
    def blocks(self) -> tuple[tuple[Block, ...], ...]:
        """The blocks of each page."""
        return tuple(find_blocks(sheet) for sheet in self.sheets)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        return find_labels(self.sheets)

    @cached_property
    def languages(self) -> frozenset[str]:
        return languages_of(self.labels)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        return tuple(day for sheet in self.sheets for day in find_days(sheet))

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        return tuple(rate for sheet in self.sheets for rate in find_rates(sheet))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Amounts that are not part of a date or a percentage."""
        taken = [day.cell for day in self.days] + [rate.cell for rate in self.rates]
        found = (amount for sheet in self.sheets for amount in find_amounts(sheet))
        return tuple(amount for amount in found if not any(overlaps(amount.cell, cell) for cell in taken))

    @cached_property
    def _known(self) -> dict[Callable[["Survey"], object], object]:
        return {}

    def once(self, find: "Callable[[Survey], Found]") -> Found:
        """What a function finds in the survey, such as the zones of the parties: sought when it is first asked for."""
        if find not in self._known:
            self._known[find] = find(self)
        return cast("Found", self._known[find])

    def labels_on(self, page: int, *families: str) -> list[Label]:
        return [label for label in self.labels if label.cell.page == page and label.family in families]

    def links(self, values: list[Cell], *families: str, columns: bool = False) -> list[list[Link]]:
        """For each value, in the order given, the labels that may explain it."""
        links: dict[int, list[Link]] = {}
        for sheet in self.sheets:
            here = [value for value in values if value.page == sheet.number]
            around = Surroundings(sheet, self.labels_on(sheet.number, *families), here)
            for value, found in zip(here, link_values(around, columns=columns), strict=True):
                links[id(value)] = found
        return [links[id(value)] for value in values]


def _head_and_foot(page: Page) -> Page:
    """The page; of one with far more words than any invoice has, only its upper and lower part."""
    if len(page.words) <= MOST_WORDS:
        return page
    words = sorted(page.words, key=lambda word: (word.box.y_mid, word.box.x0))
    return replace(page, words=tuple(words[: MOST_WORDS // 2] + words[-MOST_WORDS // 2 :]))


def overlaps(one: Cell, other: Cell) -> bool:
    """Whether two parts of a page share words."""
    return one.page == other.page and one.row == other.row and one.box.x_overlap(other.box) > 0.5
