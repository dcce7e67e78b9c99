"""Searches on SQLite: FTS5 tables beside the searched ones, their rows numbered in one range for each organisation.

An index of trigrams for what lists show (migration 0003), of words for what stands on pages (0019).
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table

from storage.searching import BETWEEN, PageWord, Search


def matching(search: Search) -> Select[tuple[str]]:
    """The ids of the rows that are found, the last numbered first.

    FTS5 gives the numbers within the organisation's range, and stops when it may.
    """
    what = search.what
    name = what.text_id.class_.__tablename__
    words = table(f"{name}_words", column("rowid"))
    numbers = table(f"{name}_numbers", column("number"), column("organisation_id"), column("subject_id"))
    match = literal_column(f"{name}_words").op("MATCH")(" ".join(_terms(search)))
    found = select(what.id).select_from(words).join(numbers, numbers.c.number == words.c.rowid)
    found = found.join(what.id.class_, what.id == numbers.c.subject_id)
    if what.of_pages and (whole := [each.word for each in search.on_pages if not each.is_plain]):
        found = found.join(what.text_id.class_, what.text_id == what.id)
        found = found.where(*(what.text.op("GLOB")(f"*{BETWEEN}{_plain(word)}*") for word in whole))
    within = words.c.rowid.between(_end(numbers, search.org_id, "min"), _end(numbers, search.org_id, "max"))
    return found.where(match, within, *search.conditions).order_by(words.c.rowid.desc())


def _terms(search: Search) -> Iterator[str]:
    if not search.what.of_pages:
        yield from map(_quoted, search.patterns)
        return
    for each in search.on_pages:
        yield from _of_word(each)


def _of_word(sought: PageWord) -> Iterator[str]:
    *whole, last = sought.parts
    yield from map(_quoted, whole)
    yield f"{_quoted(last)}*"


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _plain(word: str) -> str:
    """The word to GLOB, whose signs mean nothing."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in word)


def _end(numbers: Any, org_id: str, which: str) -> ColumnElement[int]:
    """The first or last number of the organisation."""
    own = numbers.alias()
    number = getattr(func, which)(own.c.number)
    return select(number).where(own.c.organisation_id == org_id).scalar_subquery()
