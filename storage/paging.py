"""One page of a list: its ids are found within an index, and what it shows is looked up for these few rows only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.rows import Listing
from storage.searching import MOST_FOUND, Listed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """The page that is wanted, from 1; and whether the list is the result of a search, which has an end."""

    page: int
    per_page: int
    searched: bool

    @property
    def before(self) -> int:
        """How many rows stand on the pages before."""
        return (max(self.page, 1) - 1) * self.per_page


def load_page(
    session: Session, what: Listed, ids: Select[Any], rows: Select[Any], asked: Asked, *, row_of: Callable[[Any], T]
) -> Listing[T]:
    """The rows of `rows` with the ids of this page of `ids`, which are ordered, and how many ids there are in all.

    All ids of a search are taken at once, for there are few: asked for a page of them only, PostgreSQL hopes to come
    upon rare words soon, and reads on and on.
    """
    if asked.searched:
        found = session.scalars(ids).all()
        total, here = len(found), found[asked.before : MOST_FOUND][: asked.per_page]
    else:
        total = session.scalar(select(func.count()).select_from(ids.order_by(None).subquery())) or 0
        here = session.scalars(ids.limit(asked.per_page).offset(asked.before)).all()
    shown = session.execute(rows.where(what.id.in_(here)).order_by(*what.newest_first)).all() if here else ()
    more = asked.searched and total > MOST_FOUND
    counted = MOST_FOUND if more else total
    return Listing(tuple(row_of(row) for row in shown), counted, max(asked.page, 1), asked.per_page, more)
