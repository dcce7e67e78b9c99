"""Searches on PostgreSQL: newest first, though an index of trigrams or of words knows no order.

The indexes are cut into shelves (migration 0018): what an organisation got within some thirteen days, as the ids say,
which begin with the time. A search looks through the newest rows one by one. What is frequent there is found soon by
going on like that; all else is asked of the index, shelf after shelf, until there is enough. So a search costs what it
finds, however much more there would be, and however much others have.

The planner is held to that by subqueries with limits: of words in texts, and of how they lie in time, its statistics
know too little.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ARRAY, ColumnElement, Select, Text, and_, cast, func, literal, literal_column, select, true
from sqlalchemy.dialects.postgresql import TSQUERY, array
from sqlalchemy.orm import Session, aliased

from storage.searching import BETWEEN, SIGNS, PageWord, Search

T = TypeVar("T")
LOOKED_AT = 500
FREQUENT = 4
"""One of so many of the newest: then walking on costs less than what an index would give to be sorted."""
GROWTH = 4
"""So many times as many shelves are asked for at once as the time before."""
FIRST, LAST = 3, 6  # digits of an id: 2**40 microseconds


def find_newest(session: Session, search: Search, most: int) -> Sequence[str]:
    """The ids of the newest `most` rows that are found; there are words to look for."""
    what = search.what
    newest = select(what.id, what.time).where(*search.conditions).order_by(*what.newest_first)
    seen = session.execute(_looked_at(newest.limit(LOOKED_AT), search)).all()
    found = [row.id for row in seen if row.held]
    if len(seen) < LOOKED_AT or len(found) >= most:
        return found[:most]
    if len(found) * FREQUENT >= LOOKED_AT:
        walked = _looked_at(newest.limit(2 * FREQUENT * most), search).subquery()
        found = list(session.scalars(select(walked.c.id).where(walked.c.held).limit(most)))
        if len(found) == most:
            return found
    return _on_shelves(session, search, most)


def _looked_at(newest: Select[Any], search: Search) -> Select[Any]:
    """The id of each row, and whether its text holds every word, read one by one."""
    what = search.what
    some, texts = newest.subquery(), aliased(what.text_id.class_)
    text, text_id = getattr(texts, what.text.key), getattr(texts, what.text_id.key)
    its = select(text.label("text")).where(text_id == some.c.id).limit(1).lateral()
    held = and_(*_held(its.c.text, search))
    found = select(some.c.id, func.coalesce(held, False).label("held")).outerjoin(its, true())
    return found.order_by(some.c[what.time.key].desc(), some.c.id.desc())


def _held(text: ColumnElement[str], search: Search) -> Iterator[ColumnElement[bool]]:
    if not search.what.of_pages:
        yield from (text.contains(pattern, autoescape=True) for pattern in search.patterns)
        return
    for each in search.on_pages:
        yield text.contains(each.word, autoescape=True)  # rules most out, at a tenth of the price
        yield _begins(text, each)


def _begins(text: ColumnElement[str], sought: PageWord) -> ColumnElement[bool]:
    """Whether it stands where a word begins."""
    return text.op("~")(BETWEEN + "".join(c if c.isalnum() else f"\\{c}" for c in sought.word))


def _on_shelves(session: Session, search: Search, most: int) -> Sequence[str]:
    found: list[str] = []
    for shelves in groups(_shelves(session, search)):
        found += session.scalars(_asked_of(shelves, search).limit(most - len(found)))
        if len(found) >= most:
            break
    return found


def _shelves(session: Session, search: Search) -> list[str]:
    """Those of the organisation, the newest first; one more at each end, for clocks differ."""
    what = search.what
    mine = select(what.id).where(what.mine(search.org_id)).limit(1)
    newest, oldest = mine.order_by(*what.newest_first), mine.order_by(what.time, what.id)
    ends = session.execute(select(newest.scalar_subquery(), oldest.scalar_subquery())).one()
    last, first = (int(each[FIRST:LAST], 16) for each in ends)
    return [f"{search.org_id[-4:]}{number:03x}" for number in range(last + 1, first - 2, -1)]


def groups(shelves: Sequence[T]) -> Iterator[Sequence[T]]:
    """What is asked for at once: few at first, for they may be enough.

    >>> [len(group) for group in groups(range(58))]
    [2, 8, 32, 16]
    """
    begin, size = 0, 2
    while begin < len(shelves):
        yield shelves[begin : begin + size]
        begin, size = begin + size, size * GROWTH


def _asked_of(shelves: Sequence[str], search: Search) -> Select[tuple[str]]:
    """The ids of the rows whose text the index has on these shelves, each shelf asked for by itself."""
    what = search.what
    terms = [_words_of(shelf, search) for shelf in shelves] if what.of_pages else list(shelves)
    asked = func.unnest(literal(terms, ARRAY(Text))).table_valued("term").render_derived()
    searched = aliased(what.text_id.class_, name="searched")
    text, text_id = getattr(searched, what.text.key), getattr(searched, what.text_id.key)
    shelf = f"right(searched.organisation_id, 4) || substr(searched.{what.text_id.key}, 4, 3)"
    if what.of_pages:
        within = literal_column(_indexed_words(shelf)).op("@@")(cast(asked.c.term, TSQUERY))
        rest = [_begins(text, each) for each in search.on_pages if not each.is_plain]
    else:
        within = literal_column(f"ARRAY[{shelf}]").op("&&")(array([asked.c.term]))
        rest = [*_held(text, search)]
    held = select(text_id.label("id")).where(within, *rest).offset(0).lateral()
    found = select(what.id).select_from(asked).join(held, true()).join(what.id.class_, what.id == held.c.id)
    return found.where(*search.conditions).order_by(*what.newest_first)


def _indexed_words(shelf: str) -> str:
    """The words of a text as they are indexed, each behind its shelf; letter by letter as migration 0018 has it."""
    signs = SIGNS.replace("'", "''")
    apart = f"translate(' ' || searched.search_text, '{signs}', '{' ' * len(SIGNS)}')"
    return f"array_to_tsvector(string_to_array(ltrim(replace({apart}, ' ', ' ' || {shelf})), ' '))"


def _words_of(shelf: str, search: Search) -> str:
    """The query for every word on a shelf: what it begins with, the parts before the last as they are."""
    terms: list[str] = []
    for each in search.on_pages:
        *whole, last = each.parts
        terms += [*(f"'{shelf}{part}'" for part in whole), f"'{shelf}{last}':*"]
    return " & ".join(terms)
