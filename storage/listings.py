"""Lists of documents: filtered by state, searched by words, newest first.

A page is found by ids first, within an index; what it shows is looked up for its few rows only.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from models.errors import NotFound
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.readings import ProjectionTable
from storage.house import House
from storage.paging import Asked, load_page
from storage.rows import DocumentRow, Listing
from storage.searching import DOCUMENTS, is_search, listed_ids

DOCUMENT_COLUMNS = (
    DocumentTable.id,
    DocumentTable.organisation_id,
    DocumentTable.name,
    DocumentTable.channel,
    DocumentTable.sha256,
    DocumentTable.size,
    DocumentTable.state,
    DocumentTable.received_at,
    DocumentTable.changed_at,
    DocumentTable.parent_id,
    DocumentTable.duplicate_of,
    DocumentTable.version,
    DocumentTable.pages,
    DocumentTable.error_code,
    DocumentTable.error_message,
    ProjectionTable.document_class,
    ProjectionTable.seller_name,
    ProjectionTable.invoice_number,
    ProjectionTable.issue_date,
    ProjectionTable.due_date,
    ProjectionTable.currency,
    ProjectionTable.total_gross,
    ProjectionTable.confidence,
    ProjectionTable.findings,
)


def load_document(house: House, org_id: str, document_id: str) -> DocumentRow:
    """The document; NotFound when the organisation has none of this id."""
    statement = _documents(org_id).where(DocumentTable.id == document_id)
    with house.session() as session:
        found = session.execute(statement).one_or_none()
    if found is None:
        raise NotFound("There is no such document.")
    return _row(found)


def load_documents(house: House, org_id: str, document_ids: Collection[str]) -> dict[str, DocumentRow]:
    """The documents of these ids; those that the organisation does not have are left out."""
    statement = _documents(org_id).where(DocumentTable.id.in_(document_ids))
    with house.session() as session:
        return {row.id: _row(row) for row in session.execute(statement)}


def list_documents(
    house: House,
    org_id: str,
    *,
    states: Collection[State] = (),
    without: State | None = None,
    search: str = "",
    page: int = 1,
    per_page: int = 50,
) -> Listing[DocumentRow]:
    """Newest first. No states are all states, but the one that is left out.

    Every word of `search` must stand in the file's name, the names of seller and buyer, a number, a reference or the
    total; the newest MOST_FOUND are found. `page` counts from 1.
    """
    chosen = [*_in_states(org_id, states), *_left_out(without)]
    with house.session() as session:
        ids = listed_ids(session, org_id, DOCUMENTS, search).where(*chosen)
        asked = Asked(page, per_page, searched=is_search(search))
        return load_page(session, DOCUMENTS, ids, _documents(org_id), asked, row_of=_row)


def count_states(house: House, org_id: str) -> dict[State, int]:
    """How many documents stand in each state; every state is there."""
    mine = DocumentTable.organisation_id == org_id
    statement = select(DocumentTable.state, func.count()).where(mine).group_by(DocumentTable.state)
    with house.session() as session:
        counted = {State(state): count for state, count in session.execute(statement)}
    return {state: counted.get(state, 0) for state in State}


def neighbours(
    house: House, org_id: str, document_id: str, states: Collection[State] = ()
) -> tuple[str | None, str | None]:
    """The documents before and after this one in the order of `list_documents`, whatever state it is in itself."""
    here = load_document(house, org_id, document_id)
    time, key = DocumentTable.received_at, DocumentTable.id
    newer = and_(time >= here.received_at, or_(time > here.received_at, key > here.id))
    older = and_(time <= here.received_at, or_(time < here.received_at, key < here.id))
    among = select(key).where(*_in_states(org_id, states)).limit(1)
    with house.session() as session:
        before = session.scalar(among.where(newer).order_by(time, key))
        after = session.scalar(among.where(older).order_by(time.desc(), key.desc()))
    return before, after


def _documents(org_id: str) -> Select[Any]:
    joined = and_(ProjectionTable.document_id == DocumentTable.id, ProjectionTable.organisation_id == org_id)
    statement = select(*DOCUMENT_COLUMNS).join(ProjectionTable, joined, isouter=True)
    return statement.where(DocumentTable.organisation_id == org_id)


def _in_states(org_id: str, states: Collection[State]) -> list[ColumnElement[bool]]:
    """The organisation's documents; a condition on the state only when there is one, for the sake of the index."""
    mine = DocumentTable.organisation_id == org_id
    chosen = sorted(set(states))
    return [mine, DocumentTable.state.in_(chosen)] if chosen else [mine]


def _left_out(state: State | None) -> list[ColumnElement[bool]]:
    return [DocumentTable.state != state] if state else []


def _row(found: Any) -> DocumentRow:
    values = dict(found._mapping)  # noqa: SLF001 - the public way to a row's values by name
    values["state"] = State(values["state"])
    values["findings"] = values["findings"] or 0
    return DocumentRow(**values)
