"""What a search of documents finds: first by what stands in lists, then by the words that were read on the pages."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from models.tables.documents import DocumentTable
from models.tables.queue import TextTable
from storage.filters import Narrowing, conditions
from storage.searching import DOCUMENTS, MOST_FOUND, Listed, listed_ids, patterns

MOST_BY_TEXT = 200
ENOUGH = 50
DEPTHS = (2000, 10_000)
TEXTS = Listed(DocumentTable.id, DocumentTable.received_at, TextTable.search_text, TextTable.document_id)


def find_documents(session: Session, org_id: str, narrowing: Narrowing, search: str) -> tuple[Sequence[str], bool]:
    """At most MOST_FOUND ids, the newest first, those found by their pages alone behind; and if there may be more."""
    wanted = conditions(org_id, narrowing)
    found = session.scalars(listed_ids(session, org_id, DOCUMENTS, search).where(*wanted)).all()
    if len(found) > MOST_FOUND or not patterns(search):
        return found[:MOST_FOUND], len(found) > MOST_FOUND
    by_text, more = _in_texts(session, org_id, narrowing, search)
    both = tuple(dict.fromkeys([*found, *by_text]))
    return both[:MOST_FOUND], more or len(both) > MOST_FOUND


def _in_texts(session: Session, org_id: str, narrowing: Narrowing, search: str) -> tuple[Sequence[str], bool]:
    """The newest MOST_BY_TEXT that hold all words on their pages, and whether there may be more.

    PostgreSQL knows nothing of how frequent a word is in long texts, and an index of trigrams is slow at frequent ones.
    So the newest documents are looked through first, and more of them where a few hold the words: what is frequent is
    found there often enough, and what is not is rare enough for the index.
    """
    wanted = conditions(org_id, narrowing)
    by_index = listed_ids(session, org_id, TEXTS, search).where(*wanted).limit(MOST_BY_TEXT)
    if session.get_bind().dialect.name == "sqlite":
        return _all_or_more(session.scalars(by_index).all())
    ordered = select(DocumentTable.id, DocumentTable.received_at).where(*wanted).order_by(*TEXTS.newest_first)
    for depth in DEPTHS:
        found = session.scalars(_among(ordered.limit(depth), search)).all()
        if session.execute(ordered.offset(depth).limit(1)).first() is None:
            return _all_or_more(found)
        if len(found) >= ENOUGH:
            return found, True
        if not found:
            break
    return _all_or_more(session.scalars(by_index).all())


def _all_or_more(found: Sequence[str]) -> tuple[Sequence[str], bool]:
    return found, len(found) == MOST_BY_TEXT


def _among(newest: Select[tuple[str, datetime]], search: str) -> Select[tuple[str]]:
    """Those of the newest documents whose text holds every word, read one by one.

    The limit of one text for each document, of which there are no more anyway, holds PostgreSQL to that: its statistics
    would let it read all texts there are for the few that are asked for.
    """
    some = newest.subquery()
    its_text = select(TextTable.search_text).where(TextTable.document_id == some.c.id).limit(1).lateral()
    holding = [its_text.c.search_text.contains(pattern, autoescape=True) for pattern in patterns(search)]
    found = select(some.c.id).join(its_text, true()).where(*holding)
    return found.order_by(some.c.received_at.desc(), some.c.id.desc()).limit(MOST_BY_TEXT)
