"""Searches on PostgreSQL: newest first, though an index of trigrams or of words knows no order.

The indexes are cut into shelves (migration 0019): what an organisation got within some thirteen days, as the ids say,
which begin with the time. A search looks through the newest rows one by one. What is frequent there is found soon by
going on like that; all else is asked of the index, shelf after shelf, until there is enough. So a search costs what it
finds, however much more there would be, and however much others have.

The planner is held to that by subqueries with limits: of words in texts, and of how they lie in time, its statistics
know too little.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    cast,
    func,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session, aliased

from storage.searching import BETWEEN, SIGNS, Listed, PageWord, Search

T = TypeVar("T")
LOOKED_AT = 500
MOST_WALKED, MOST_WALKED_WITHIN = 6000, 16_000
"""Where so many rows hold enough, by what the newest say, walking on costs less than to sort what an index would give;
the second is for narrowed lists, of which the index gives a few among others.
"""
HANDFUL, ARMFUL, GROWTH = 2, 16, 4
"""So many shelves are asked for at once, then GROWTH times as many as the time before."""
FIRST, LAST = 3, 6  # digits of an id: 2**40 microseconds


def find_newest(session: Session, search: Search, most: int) -> Sequence[str]:
    """The ids of the newest `most` rows that are found; there are words to look for."""
    what = search.what
    newest = select(what.id, what.time).where(*search.conditions).order_by(*what.newest_first)
    seen = session.execute(_looked_at(newest.limit(LOOKED_AT), search)).all()
    found = [row.id for row in seen if row.held]
    if len(seen) < LOOKED_AT or len(found) >= most:
        return found[:most]
    rows = most * LOOKED_AT // max(len(found), 1)
    if found and rows <= (MOST_WALKED_WITHIN if search.narrowed else MOST_WALKED):
        walked = _looked_at(newest.limit(2 * rows), search).subquery()
        found = list(session.scalars(select(walked.c.id).where(walked.c.held).limit(most)))
        if len(found) == most:
            return found
    return _on_shelves(session, search, most, rare=not found)


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


def _on_shelves(session: Session, search: Search, most: int, *, rare: bool) -> Sequence[str]:
    """The newest from the index: of so many shelves as it takes, by handfuls; by armfuls for what is `rare`."""
    shelves, found = _shelves(session, search), list[str]()
    for some in groups(shelves, ARMFUL if rare else HANDFUL):
        found += session.scalars(_asked_of(some, search).limit(most - len(found)))
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


def groups(shelves: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """What is asked for at once: `size` at first, for they may be enough.

    >>> [len(group) for group in groups(range(58), HANDFUL)]
    [2, 8, 32, 16]
    """
    begin = 0
    while begin < len(shelves):
        yield shelves[begin : begin + size]
        begin, size = begin + size, size * GROWTH


def _asked_of(shelves: Sequence[str], search: Search) -> Select[tuple[str]]:
    """The ids of the rows whose text the index has on these shelves.

    Each row that the index gives is looked up by its id, for it knows better than the planner how few they are.
    """
    what = search.what
    held = _words_held(shelves, search) if what.of_pages else _parts_held(shelves, search)
    row = select(what.id, what.time).where(what.id == held.c.id, *search.conditions).limit(1).lateral()
    found = select(row.c.id).select_from(held).join(row, true())
    return found.order_by(row.c[what.time.key].desc(), row.c.id.desc())


def _parts_held(shelves: Sequence[str], search: Search) -> FromClause:
    text, text_id, shelf = _searched(search.what)
    on_shelf = literal_column(f"ARRAY[{shelf}]").op("&&")(literal(list(shelves), ARRAY(Text)))
    return select(text_id.label("id")).where(on_shelf, *_held(text, search)).offset(0).subquery()


def _words_held(shelves: Sequence[str], search: Search) -> FromClause:
    """Every shelf is asked for by itself: their words stand far from each other."""
    text, text_id, shelf = _searched(search.what)
    sought = search.on_pages
    terms = literal([_words_of(each, sought) for each in shelves], ARRAY(Text))
    asked = func.unnest(terms).table_valued("term").render_derived()
    within = literal_column(_indexed_words(shelf)).op("@@")(cast(asked.c.term, TSQUERY))
    rest = [_begins(text, each) for each in sought if not each.is_plain]
    its = select(text_id.label("id")).where(within, *rest).offset(0).lateral()
    return select(its.c.id).select_from(asked).join(its, true()).offset(0).subquery()


def _searched(what: Listed) -> tuple[ColumnElement[str], ColumnElement[str], str]:
    """Text and id of the searched rows, and what their shelf is made of, as migration 0019 has it."""
    table = aliased(what.text_id.class_, name="searched")
    shelf = f"right(searched.organisation_id, 4) || substr(searched.{what.text_id.key}, 4, 3)"
    return getattr(table, what.text.key), getattr(table, what.text_id.key), shelf


def _indexed_words(shelf: str) -> str:
    """The words of a text as they are indexed, each behind its shelf; letter by letter as migration 0019 has it."""
    signs = SIGNS.replace("'", "''")
    apart = f"translate(' ' || searched.search_text, '{signs}', '{' ' * len(SIGNS)}')"
    return f"array_to_tsvector(string_to_array(ltrim(replace({apart}, ' ', ' ' || {shelf})), ' '))"


def _words_of(shelf: str, sought: Sequence[PageWord]) -> str:
    """The query for every word on a shelf: what it begins with, the parts before the last as they are."""
    terms: list[str] = []
    for each in sought:
        *whole, last = each.parts
        terms += [*(f"'{shelf}{part}'" for part in whole), f"'{shelf}{last}':*"]
    return " & ".join(terms)
