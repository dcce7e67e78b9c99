"""One page of a list: its ids are found within an index, and what it shows is looked up for these few rows only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.rows import Listing
from storage.searching import MOST_FOUND, Listed

T = TypeVar("T")
MOST_COUNTED = 10_000
"""No list is counted further, nor paged: a million rows cannot be counted while somebody waits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The page that is wanted, from 1."""

    page: int
    per_page: int

    @property
    def before(self) -> int:
        """How many rows stand on the pages before."""
        return (max(self.page, 1) - 1) * self.per_page


def load_page(
    session: Session, what: Listed, ids: Select[Any], rows: Select[Any], asked: Asked, *, row_of: Callable[[Any], T]
) -> Listing[T]:
    """The rows of this page of `ids`, which are ordered, and how many there are, up to a bound."""
    total = session.scalar(select(func.count()).select_from(ids.order_by(None).limit(MOST_COUNTED + 1).subquery())) or 0
    rest = max(0, min(asked.per_page, MOST_COUNTED - asked.before))
    here = session.scalars(ids.limit(rest).offset(asked.before)).all() if rest and total > asked.before else ()
    shown = _shown(session, what, rows, here, row_of)
    return Listing(shown, min(total, MOST_COUNTED), max(asked.page, 1), asked.per_page, total > MOST_COUNTED)


def load_found(
    session: Session, what: Listed, found: Sequence[str], rows: Select[Any], asked: Asked, *, row_of: Callable[[Any], T]
) -> Listing[T]:
    """The same of what a search found, all of it and in order; one more than MOST_FOUND says that there is more."""
    here = found[asked.before : MOST_FOUND][: asked.per_page]
    shown = _shown(session, what, rows, here, row_of)
    return Listing(shown, min(len(found), MOST_FOUND), max(asked.page, 1), asked.per_page, len(found) > MOST_FOUND)


def _shown(
    session: Session, what: Listed, rows: Select[Any], here: Sequence[str], row_of: Callable[[Any], T]
) -> tuple[T, ...]:
    """The rows with these ids, in their order."""
    if not here:
        return ()
    found = {getattr(row, what.id.key): row for row in session.execute(rows.where(what.id.in_(here)))}
    return tuple(row_of(found[each]) for each in here if each in found)
