"""Searching the texts of documents, of bookings and of pages: every word that a person typed must stand in the text.

In what lists show a word with three letters or digits in a row may stand anywhere, a shorter one where a word begins;
both databases keep an index of trigrams for that. On the pages a word stands where one begins, behind white space or a
sign, and both keep an index of words. How each finds them: `storage/searching_sqlite.py`, `searching_postgresql.py`.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from models.money import CURRENCY_CODES
from models.tables.documents import DocumentTable
from models.tables.queue import TextTable
from models.tables.readings import BookingTable, ProjectionTable
from storage.columns import GAP, clean, fold, page_words

MOST_FOUND = 1000
MOST_TYPED = 200  # letters of a search
THREE = re.compile(r"[^\W_]{3}")
AMOUNT = re.compile(r"[-\u2212]?[0-9][0-9.,]*[.,][0-9]{2}")
SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
BETWEEN = "[ -/:-@[-`{-~]"
"""A space or one of SIGNS, to GLOB and to the regular expressions of PostgreSQL."""
PART = re.compile(f"[^ {re.escape(SIGNS)}]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of a list: their id, the time that orders them, and the text they are searched by with the id of its row.

    `of_pages`: the text is what stands on pages.
    """

    id: InstrumentedAttribute[str]
    time: InstrumentedAttribute[Any]
    text: InstrumentedAttribute[str]
    text_id: InstrumentedAttribute[str]
    of_pages: bool = False

    @property
    def newest_first(self) -> tuple[ColumnElement[Any], ColumnElement[str]]:
        return self.time.desc(), self.id.desc()

    def mine(self, org_id: str) -> ColumnElement[bool]:
        found: ColumnElement[bool] = self.id.class_.organisation_id == org_id
        return found


DOCUMENTS = Listed(
    DocumentTable.id, DocumentTable.received_at, ProjectionTable.search_text, ProjectionTable.document_id
)
BOOKINGS = Listed(BookingTable.id, BookingTable.booked_at, BookingTable.search_text, BookingTable.id)
PAGES = Listed(DocumentTable.id, DocumentTable.received_at, TextTable.search_text, TextTable.document_id, of_pages=True)


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word that is looked for on pages, where one begins; `parts` are what signs part it into, one at least."""

    word: str
    parts: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        return len(self.parts) == 1


def is_search(search: str) -> bool:
    """Whether anything is looked for."""
    return bool((clean(search) or "").strip())


def patterns(search: str) -> list[str]:
    """What must stand in a searchable text for every word; a gap before those that must stand at a word's beginning.

    Words without any letter or digit are left out, and the currency beside an amount, which lists show with it.

    >>> patterns("Česnik & 17 KG"), patterns("713,31 EUR")
    (['cesnik', '  17', '  kg'], ['713,31'])
    """
    words = [word for word in fold(clean(search[:MOST_TYPED]) or "").split() if any(c.isalnum() for c in word)]
    if any(AMOUNT.fullmatch(word) for word in words):
        words = [word for word in words if word.upper() not in CURRENCY_CODES]
    return [word if THREE.search(word) else GAP + word for word in words]


def sought_on_pages(search: str) -> list[PageWord]:
    """What must stand on the pages for every word.

    >>> [(each.word, *each.parts) for each in sought_on_pages("(Vosek) & 1.774,20")]
    [('vosek', 'vosek'), ('1.774,20', '1', '774', '20')]
    """
    words = (word.strip(SIGNS) for word in page_words(search[:MOST_TYPED]))
    return [PageWord(word, tuple(PART.findall(word))) for word in words if word]


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: an organisation's rows of a list that are `wanted` and hold every word that was `typed`.

    `narrowed`: few rows are wanted of those there are.
    """

    org_id: str
    what: Listed
    typed: str
    wanted: tuple[ColumnElement[bool], ...] = ()
    narrowed: bool = False

    @property
    def has_words(self) -> bool:
        """Whether there is a word to look for; where there is none, nothing is found."""
        return bool(self.on_pages if self.what.of_pages else self.patterns)

    @property
    def patterns(self) -> list[str]:
        return patterns(self.typed)

    @property
    def on_pages(self) -> list[PageWord]:
        return sought_on_pages(self.typed)

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """What must hold for a row whatever its text is."""
        return self.what.mine(self.org_id), *self.wanted
