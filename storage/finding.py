"""What a search of documents finds: first by what stands in lists, then by the words that were read on the pages."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from storage.filters import Narrowing, conditions
from storage.searching import BOOKINGS, DOCUMENTS, MOST_FOUND, PAGES, Search
from storage.searching_postgresql import find_newest
from storage.searching_sqlite import matching

MOST_BY_TEXT = 200


def find_documents(session: Session, org_id: str, narrowing: Narrowing, search: str) -> tuple[Sequence[str], bool]:
    """At most MOST_FOUND ids, the newest first, those found by their pages alone behind; and if there may be more."""
    wanted, narrowed = tuple(conditions(org_id, narrowing)), narrowing != Narrowing(without=narrowing.without)
    found = _find(session, Search(org_id, DOCUMENTS, search, wanted, narrowed), MOST_FOUND + 1)
    if len(found) > MOST_FOUND:
        return found[:MOST_FOUND], True
    on_pages = _find(session, Search(org_id, PAGES, search, wanted, narrowed), MOST_BY_TEXT)
    both = tuple(dict.fromkeys([*found, *on_pages]))
    return both[:MOST_FOUND], len(on_pages) == MOST_BY_TEXT or len(both) > MOST_FOUND


def find_bookings(session: Session, org_id: str, search: str) -> Sequence[str]:
    """The ids of the newest bookings, one more than MOST_FOUND if there are more."""
    return _find(session, Search(org_id, BOOKINGS, search), MOST_FOUND + 1)


def _find(session: Session, search: Search, most: int) -> Sequence[str]:
    if not search.has_words:
        return ()
    if session.get_bind().dialect.name == "sqlite":
        return session.scalars(matching(search).limit(most)).all()
    return find_newest(session, search, most)
