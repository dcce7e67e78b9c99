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

    @property
    def most(self) -> int:
        return min(self.per_page, max(0, MOST_FOUND - self.before)) if self.searched else self.per_page


def load_page(
    session: Session, what: Listed, ids: Select[Any], rows: Select[Any], asked: Asked, *, row_of: Callable[[Any], T]
) -> Listing[T]:
    """The rows of `rows` with the ids of this page of `ids`, which are ordered, and how many ids there are in all."""
    counted = ids if asked.searched else ids.order_by(None)  # in its order a search is counted along the list's index
    total = session.scalar(select(func.count()).select_from(counted.subquery())) or 0
    here = session.scalars(ids.limit(asked.most).offset(asked.before)).all()
    found = session.execute(rows.where(what.id.in_(here)).order_by(*what.newest_first)).all() if here else ()
    more = asked.searched and total > MOST_FOUND
    shown = tuple(row_of(row) for row in found)
    return Listing(shown, MOST_FOUND if more else total, max(asked.page, 1), asked.per_page, more)
