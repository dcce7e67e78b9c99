"""Lists of documents: narrowed, searched by words, newest first.

A page is found by ids first, within an index; what it shows is looked up for its few rows only.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from models.doubts import read_doubts
from models.errors import NotFound
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.people import UserTable
from models.tables.queue import HoldTable
from models.tables.readings import ProjectionTable
from storage.filters import Narrowing, in_order, in_states
from storage.finding import find_documents
from storage.house import House
from storage.paging import MOST_COUNTED, Asked, load_found, load_page
from storage.rows import DocumentRow, Listing
from storage.searching import DOCUMENTS, is_search

ASSIGNED, HOLDER = aliased(UserTable), aliased(UserTable)


def name_of(user: type[UserTable]) -> ColumnElement[str]:
    """What a person is called: by their name, or by their address when they gave none."""
    return func.coalesce(func.nullif(user.name, ""), user.email)


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
    DocumentTable.joined_into,
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
    ProjectionTable.doubts,
    DocumentTable.assigned_to,
    name_of(ASSIGNED).label("assigned_name"),
    HoldTable.user_id.label("held_by"),
    name_of(HOLDER).label("held_name"),
    HoldTable.since.label("held_since"),
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
    if not document_ids:
        return {}
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
    """The documents in these states, the newest first. No states are all states, but the one that is left out."""
    narrowing = Narrowing(states=states, without=without)
    return list_narrowed(house, org_id, narrowing, search=search, page=page, per_page=per_page)


def list_narrowed(
    house: House, org_id: str, narrowing: Narrowing, *, search: str = "", page: int = 1, per_page: int = 50
) -> Listing[DocumentRow]:
    """The documents that are wanted, in the order of `in_order`; of a search, what it finds. `page` counts from 1.

    Every word of `search` must stand in the file's name, the names of seller and buyer, a number, a reference or the
    total; behind the newest MOST_FOUND of these come the newest of those that hold all words on their pages.
    """
    asked = Asked(page, per_page)
    with house.session() as session:
        if not is_search(search):
            ids = in_order(org_id, narrowing)
            return load_page(session, DOCUMENTS, ids, _documents(org_id), asked, row_of=_row)
        found, more = find_documents(session, org_id, narrowing, search)
        shown = load_found(session, DOCUMENTS, found, _documents(org_id), asked, row_of=_row)
        return replace(shown, more=more)


def count_states(house: House, org_id: str) -> dict[State, int]:
    """How many documents stand in each state, but no further than MOST_COUNTED and one more; every state is there."""
    with house.session() as session:
        counted = {State(state): count for state, count in session.execute(union_all(*_counts(org_id)))}
    return {state: counted[state] for state in State}


def _counts(org_id: str) -> Iterator[Select[tuple[str, int]]]:
    for state in State:
        mine = and_(DocumentTable.organisation_id == org_id, DocumentTable.state == state.value)
        some = select(DocumentTable.id).where(mine).limit(MOST_COUNTED + 1).subquery()
        yield select(literal(state.value), func.count()).select_from(some)


def neighbours(house: House, here: DocumentRow, states: Collection[State] = ()) -> tuple[str | None, str | None]:
    """The documents before and after this one in the order of `list_documents`, whatever state it is in itself."""
    time, key = DocumentTable.received_at, DocumentTable.id
    newer = and_(time >= here.received_at, or_(time > here.received_at, key > here.id))
    older = and_(time <= here.received_at, or_(time < here.received_at, key < here.id))
    among = select(key).where(DocumentTable.organisation_id == here.organisation_id, *in_states(states)).limit(1)
    before = among.where(newer).order_by(time, key).scalar_subquery()
    after = among.where(older).order_by(time.desc(), key.desc()).scalar_subquery()
    with house.session() as session:
        newer_id, older_id = session.execute(select(before, after)).tuples().one()
        return newer_id, older_id


def _documents(org_id: str) -> Select[Any]:
    """The rows with what was read, and the people who are to do them or have them open."""
    read = and_(ProjectionTable.document_id == DocumentTable.id, ProjectionTable.organisation_id == org_id)
    held = and_(HoldTable.document_id == DocumentTable.id, HoldTable.until > func.current_timestamp())
    statement = select(*DOCUMENT_COLUMNS).outerjoin(ProjectionTable, read)
    statement = statement.outerjoin(ASSIGNED, ASSIGNED.id == DocumentTable.assigned_to)
    statement = statement.outerjoin(HoldTable, held).outerjoin(HOLDER, HOLDER.id == HoldTable.user_id)
    return statement.where(DocumentTable.organisation_id == org_id)


def _row(found: Any) -> DocumentRow:
    values = dict(found._mapping)  # noqa: SLF001 - the public way to a row's values by name
    values["state"] = State(values["state"])
    values["findings"] = values["findings"] or 0
    values["doubts"] = read_doubts(values["doubts"])
    return DocumentRow(**values)
