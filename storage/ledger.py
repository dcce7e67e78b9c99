"""The ledger's rules: a document is locked, changed along the ways that are allowed, and every change is a row."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotFound, StateConflict
from models.states import State, may_change
from models.tables.base import new_id
from models.tables.documents import DocumentTable, StateChangeTable
from models.tables.people import UserTable
from storage.columns import word
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.rows import StateChangeRow
from storage.waiting import follow_state


def find_document(session: Session, org_id: str, document_id: str, *, lock: bool = False) -> DocumentTable:
    """The document, held until the transaction ends when `lock`. NotFound when the organisation has none."""
    mine = and_(DocumentTable.organisation_id == org_id, DocumentTable.id == document_id)
    statement = select(DocumentTable).where(mine).execution_options(populate_existing=True)
    found = session.scalar(statement.with_for_update(key_share=True) if lock else statement)
    if found is None:
        raise NotFound("There is no such document.")
    return found


def change_state(
    session: Session, org_id: str, document_id: str, state: State, *, actor: Actor, cause: str, note: str = ""
) -> None:
    """Take a document to another state, inside the caller's transaction.

    `cause` is a machine word; `note` a person's own words, kept encrypted. StateConflict when there is no such way, and
    for a part of a joined document, which stands for it.
    """
    document = find_document(session, org_id, document_id, lock=True)
    before = State(document.state)
    if document.joined_into:
        raise StateConflict("This document is joined with others; take the joined document apart first.")
    if not may_change(before, state):
        raise StateConflict(f"A document that is {before} cannot become {state}; look at it again.")
    document.state, document.changed_at = state, now(session)
    follow_state(session, document, before)
    add_change(session, document, before, actor=actor, cause=cause, note=note)


def refuse_while_read(document: DocumentTable) -> None:
    """StateConflict while a worker has the document: the way back is the worker's."""
    if document.state == State.READING:
        raise StateConflict("This document is being read; wait until that is done.")


def add_change(
    session: Session, document: DocumentTable, before: State | None, *, actor: Actor, cause: str, note: str = ""
) -> None:
    """Write down that the document has come to the state it is in now."""
    row = StateChangeTable(
        id=new_id(),
        organisation_id=document.organisation_id,
        document_id=document.id,
        at=now(session),
        before=before,
        state=document.state,
        cause=word(cause),
        actor_kind=actor.kind,
        actor_id=actor.id,
    )
    if note:
        row.note = seal(session, document.organisation_id, document.id, note, f"state:{row.id}")
    session.add(row)
    session.flush()


def load_history(house: House, org_id: str, document_id: str) -> list[StateChangeRow]:
    """Every change of state, oldest first."""
    mine = and_(StateChangeTable.organisation_id == org_id, StateChangeTable.document_id == document_id)
    by_whom = and_(StateChangeTable.actor_kind == "user", UserTable.id == StateChangeTable.actor_id)
    statement = select(StateChangeTable, UserTable).outerjoin(UserTable, by_whom).where(mine)
    with house.session() as session:
        find_document(session, org_id, document_id)
        rows = session.execute(statement.order_by(StateChangeTable.at, StateChangeTable.id)).all()
        return [_opened(session, change, user) for change, user in rows]


def _opened(session: Session, change: StateChangeTable, user: UserTable | None) -> StateChangeRow:
    note = unseal(session, change.organisation_id, change.document_id, change.note, f"state:{change.id}")
    return StateChangeRow(
        at=change.at,
        before=State(change.before) if change.before else None,
        state=State(change.state),
        cause=change.cause,
        actor_kind=change.actor_kind,
        actor_id=change.actor_id,
        actor_label=(user.name or user.email) if user else change.actor_id,
        note=note or "",
    )
