"""What is kept of documents while they wait for a person: what to look at, found by index; gone when they are decided.

Every function works inside the caller's transaction, on a document that it holds.
"""

from datetime import date

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.orm import Session

from models.doubts import Doubt, doubts_of, read_doubts
from models.invoice import Invoice
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.queue import NEVER, DoubtTable, HoldTable
from models.tables.readings import ProjectionTable
from models.terms import Term

REVIEWED = (State.IN_REVIEW, State.READY)


def note_reading(session: Session, document: DocumentTable, invoice: Invoice) -> None:
    """A new version of the reading: when it is due, and what is to be looked at if it is in review already."""
    due = invoice.value(Term.DUE_DATE)
    document.due_by = due if isinstance(due, date) else NEVER
    if document.state in REVIEWED:
        _drop_doubts(session, document)
        _add_doubts(session, document, doubts_of(invoice))


def follow_state(session: Session, document: DocumentTable, before: State) -> None:
    """The document has come to another state: what waits has its doubts, and nobody holds what does not."""
    waited, waits = before in REVIEWED, document.state in REVIEWED
    if waits and not waited:
        words = session.scalar(select(ProjectionTable.doubts).where(ProjectionTable.document_id == document.id))
        _add_doubts(session, document, read_doubts(words))
    elif waited and not waits:
        document.error_code = document.error_message = None  # why it was not joined with others
        _drop_doubts(session, document)
        held = and_(HoldTable.organisation_id == document.organisation_id, HoldTable.document_id == document.id)
        session.execute(delete(HoldTable).where(held))


def _add_doubts(session: Session, document: DocumentTable, doubts: tuple[Doubt, ...]) -> None:
    mine = {"document_id": document.id, "organisation_id": document.organisation_id}
    subjects = dict.fromkeys(doubt.subject for doubt in doubts)
    rows = [{**mine, "subject": subject, "received_at": document.received_at} for subject in subjects]
    if rows:
        session.execute(insert(DoubtTable), rows)


def _drop_doubts(session: Session, document: DocumentTable) -> None:
    mine = and_(DoubtTable.organisation_id == document.organisation_id, DoubtTable.document_id == document.id)
    session.execute(delete(DoubtTable).where(mine))
