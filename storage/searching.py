"""Searching the texts of documents and bookings: every word that a person typed must stand in the text.

A word with three letters or digits in a row may stand anywhere, a shorter one where a word begins. Both databases keep
an index of trigrams over the texts: a GIN index on PostgreSQL, which LIKE uses; on SQLite an FTS5 table, whose rows
have numbers, one range of them for each organisation, in the order in which they came (migration 0003).
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, column, false, func, literal_column, select, table
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.tables.documents import DocumentTable
from models.tables.readings import BookingTable, ProjectionTable
from storage.columns import GAP, clean, fold

MOST_FOUND = 1000
MOST_TYPED = 200  # letters of a search
THREE = re.compile(r"[^\W_]{3}")


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of a list: their id, the time that orders them, and the text they are searched by with the id of its row."""

    id: InstrumentedAttribute[str]
    time: InstrumentedAttribute[Any]
    text: InstrumentedAttribute[str]
    text_id: InstrumentedAttribute[str]

    @property
    def newest_first(self) -> tuple[ColumnElement[Any], ColumnElement[str]]:
        return self.time.desc(), self.id.desc()


DOCUMENTS = Listed(
    DocumentTable.id, DocumentTable.received_at, ProjectionTable.search_text, ProjectionTable.document_id
)
BOOKINGS = Listed(BookingTable.id, BookingTable.booked_at, BookingTable.search_text, BookingTable.id)


def listed_ids(session: Session, org_id: str, what: Listed, search: str) -> Select[Any]:
    """Select the ids of the organisation's rows, the newest first; only those that hold every word of `search`.

    Of a search there is at most one more than MOST_FOUND, by which one sees that there are more. The caller may add
    conditions.
    """
    if not is_search(search):
        found = select(what.id).order_by(*what.newest_first)
    elif wanted := patterns(search):
        on_sqlite = session.get_bind().dialect.name == "sqlite"
        found = _matching(org_id, what, wanted) if on_sqlite else _holding(what, wanted)
        found = found.limit(MOST_FOUND + 1)
    else:
        found = select(what.id).where(false())
    return found.where(what.id.class_.organisation_id == org_id)


def is_search(search: str) -> bool:
    """Whether anything is looked for."""
    return bool((clean(search) or "").strip())


def patterns(search: str) -> list[str]:
    """What must stand in a searchable text for every word; a gap before those that must stand at a word's beginning.

    Words without any letter or digit are left out.

    >>> patterns("Česnik & 17 KG")
    ['cesnik', '  17', '  kg']
    """
    words = fold(clean(search[:MOST_TYPED]) or "").split()
    return [word if THREE.search(word) else GAP + word for word in words if any(c.isalnum() for c in word)]


def _holding(what: Listed, wanted: list[str]) -> Select[Any]:
    """PostgreSQL: the planner takes the index of trigrams, or walks the list where nearly every row is found."""
    conditions = [what.text.contains(pattern, autoescape=True) for pattern in wanted]
    found = select(what.id)
    if what.text_id.class_ is not what.id.class_:
        found = found.join(what.text_id.class_, what.text_id == what.id)
    return found.where(*conditions).order_by(*what.newest_first)


def _matching(org_id: str, what: Listed, wanted: list[str]) -> Select[Any]:
    """SQLite: FTS5 gives the numbers within the organisation's range, the newest first, and stops when it may."""
    name = what.text_id.class_.__tablename__
    words = table(f"{name}_words", column("rowid"))
    numbers = table(f"{name}_numbers", column("number"), column("organisation_id"), column("subject_id"))
    match = literal_column(f"{name}_words").op("MATCH")(" ".join(f'"{quoted(pattern)}"' for pattern in wanted))
    found = select(what.id).select_from(words).join(numbers, numbers.c.number == words.c.rowid)
    found = found.join(what.id.class_, what.id == numbers.c.subject_id)
    within = words.c.rowid.between(_end(numbers, org_id, "min"), _end(numbers, org_id, "max"))
    return found.where(match, within).order_by(words.c.rowid.desc())


def _end(numbers: Any, org_id: str, which: str) -> ColumnElement[int]:
    """The first or last number of the organisation."""
    own = numbers.alias()
    number = getattr(func, which)(own.c.number)
    return select(number).where(own.c.organisation_id == org_id).scalar_subquery()


def quoted(pattern: str) -> str:
    return pattern.replace('"', '""')
