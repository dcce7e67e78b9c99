"""What a search of documents finds: first by what stands in lists, then by the words that were read on the pages."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.tables.documents import DocumentTable
from models.tables.queue import TextTable
from storage.filters import Narrowing, conditions
from storage.searching import DOCUMENTS, MOST_FOUND, Listed, listed_ids, patterns

MOST_BY_TEXT = 200
NEWEST = 10_000
TEXTS = Listed(DocumentTable.id, DocumentTable.received_at, TextTable.search_text, TextTable.document_id)


def find_documents(session: Session, org_id: str, narrowing: Narrowing, search: str) -> Sequence[str]:
    """The ids, at most one more than MOST_FOUND, the newest first; those found by their pages alone stand behind."""
    wanted = conditions(org_id, narrowing)
    found = session.scalars(listed_ids(session, org_id, DOCUMENTS, search).where(*wanted)).all()
    if len(found) > MOST_FOUND or not patterns(search):
        return found
    by_text = _in_texts(session, org_id, narrowing, search)
    return tuple(dict.fromkeys([*found, *by_text]))[: MOST_FOUND + 1]


def _in_texts(session: Session, org_id: str, narrowing: Narrowing, search: str) -> Sequence[str]:
    """The newest MOST_BY_TEXT that hold all words on their pages.

    PostgreSQL knows nothing of how frequent a word is in long texts, and an index of trigrams is slow at frequent ones.
    So the newest documents are looked through first: what is frequent is found there, and what is not is rare enough
    for the index.
    """
    wanted = conditions(org_id, narrowing)
    by_index = listed_ids(session, org_id, TEXTS, search).where(*wanted).limit(MOST_BY_TEXT)
    if session.get_bind().dialect.name == "sqlite":
        return session.scalars(by_index).all()
    ordered = select(DocumentTable.id, DocumentTable.received_at).where(*wanted).order_by(*TEXTS.newest_first)
    found = session.scalars(_among(ordered.limit(NEWEST), search)).all()
    is_all = len(found) == MOST_BY_TEXT or session.execute(ordered.offset(NEWEST).limit(1)).first() is None
    return found if is_all else session.scalars(by_index).all()


def _among(newest: Select[tuple[str, datetime]], search: str) -> Select[tuple[str]]:
    """Those of the newest documents whose text holds every word."""
    some = newest.subquery()
    holding = [TextTable.search_text.contains(pattern, autoescape=True) for pattern in patterns(search)]
    found = select(some.c.id).join(TextTable, TextTable.document_id == some.c.id).where(*holding)
    return found.order_by(some.c.received_at.desc(), some.c.id.desc()).limit(MOST_BY_TEXT)
