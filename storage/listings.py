"""Lists of documents: filtered by state, searched by words, newest first."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from models.errors import NotFound
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.readings import ProjectionTable
from storage.columns import clean
from storage.house import House
from storage.rows import DocumentRow, Listing

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


def list_documents(
    house: House, org_id: str, *, states: Collection[State] = (), search: str = "", page: int = 1, per_page: int = 50
) -> Listing[DocumentRow]:
    """Newest first. No states are all states.

    Every word of `search` must stand in the file's name, the names of seller and buyer, a number, a reference or the
    total. `page` counts from 1.
    """
    statement = _documents(org_id).where(_in_states(states), *matches(ProjectionTable.search_text, search))
    newest = statement.order_by(DocumentTable.received_at.desc(), DocumentTable.id.desc())
    with house.session() as session:
        total = session.scalar(statement.with_only_columns(func.count())) or 0
        found = session.execute(newest.limit(per_page).offset((max(page, 1) - 1) * per_page)).all()
    return Listing(tuple(_row(row) for row in found), total, max(page, 1), per_page)


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
    newer = or_(time > here.received_at, and_(time == here.received_at, key > here.id))
    older = or_(time < here.received_at, and_(time == here.received_at, key < here.id))
    among = select(key).where(DocumentTable.organisation_id == org_id, _in_states(states)).limit(1)
    with house.session() as session:
        before = session.scalar(among.where(newer).order_by(time, key))
        after = session.scalar(among.where(older).order_by(time.desc(), key.desc()))
    return before, after


def matches(column: InstrumentedAttribute[str], search: str) -> list[ColumnElement[bool]]:
    """A condition for every word of `search`, without case; none when there are no words."""
    return [column.contains(word, autoescape=True) for word in (clean(search) or "").casefold().split()]


def _documents(org_id: str) -> Select[*tuple[Any, ...]]:
    joined = and_(ProjectionTable.document_id == DocumentTable.id, ProjectionTable.organisation_id == org_id)
    statement = select(*DOCUMENT_COLUMNS).join(ProjectionTable, joined, isouter=True)
    return statement.where(DocumentTable.organisation_id == org_id)


def _in_states(states: Collection[State]) -> ColumnElement[bool]:
    return DocumentTable.state.in_(sorted(set(states or State)))


def _row(found: Any) -> DocumentRow:
    values = dict(found._mapping)  # noqa: SLF001 - the public way to a row's values by name
    values["state"] = State(values["state"])
    values["findings"] = values["findings"] or 0
    return DocumentRow(**values)
