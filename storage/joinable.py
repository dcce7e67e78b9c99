"""Which documents may be joined, and what is said of those that may not: what is wrong, and what to do."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.errors import InvalidInput, PasswordNeeded, StateConflict
from models.evidence import Witness
from models.messages import told
from models.states import State
from models.tables.documents import DocumentTable, StateChangeTable
from storage.corrections import EDITABLE
from storage.snapshots import open_snapshot

MOST_JOINED = 20
MOST_BYTES = 100 * 1024 * 1024  # together, as much as is read of one document
DECIDED = (State.APPROVED, State.BOOKED, State.EXPORTED)
_AT_WORK = (State.RECEIVED, State.READING)


def check_number(count: int) -> None:
    """InvalidInput unless there are two at least, and not too many."""
    if count < 2:
        raise InvalidInput("Choose two documents at least; they become one.")
    if count > MOST_JOINED:
        raise InvalidInput(f"At most {MOST_JOINED} documents are joined at once; choose fewer.")


def refuse_unjoinable(session: Session, documents: Sequence[DocumentTable], seen: Mapping[str, int]) -> None:
    """StateConflict for locked documents of which one cannot be joined, and of a newer version than was `seen`.

    InvalidInput when they are too large together.
    """
    for document in documents:
        if obstacle := _obstacle(document, seen[document.id]):
            raise StateConflict(obstacle)
    if locked := _protected(session, documents):
        raise StateConflict(f"“{locked.name}” has a password; hand it in without one, then join that.")
    if sum(document.size for document in documents) > MOST_BYTES:
        raise InvalidInput(f"Together they have more than {MOST_BYTES // 1024**2} MiB; choose fewer.")
    if sum(_has_xml(session, document) for document in documents) > 1:
        raise StateConflict("Several of these are e-invoices with XML of their own: each is an invoice by itself.")


def _obstacle(document: DocumentTable, seen: int) -> str:
    """Why a document cannot be joined, and what to do; empty when it can be."""
    name, state = document.name, State(document.state)
    if document.joined_into:
        return told(f"“{name}” is joined with others already; take the joined document apart first, or leave it out.")
    if state in DECIDED:
        return told(f"“{name}” is booked; void its booking first, or leave it out.")
    if state in _AT_WORK:
        return told(f"“{name}” is not read yet; wait until it is, or leave it out.")
    if state not in EDITABLE:
        return told(f"“{name}” is {state}, not in review; bring it into review first, or leave it out.")
    if document.version != seen:
        return told(f"Somebody changed “{name}” meanwhile; look at it again.")
    return "" if document.pages else told(f"“{name}” has no pages that could be joined; leave it out.")


def _protected(session: Session, documents: Sequence[DocumentTable]) -> DocumentTable | None:
    """The first that was opened by a password, which nobody keeps."""
    own = StateChangeTable.document_id.in_([document.id for document in documents])
    asked = and_(own, StateChangeTable.cause == PasswordNeeded.code)
    mine = StateChangeTable.organisation_id == documents[0].organisation_id
    found = set(session.scalars(select(StateChangeTable.document_id).where(mine, asked)))
    return next((document for document in documents if document.id in found), None)


def _has_xml(session: Session, document: DocumentTable) -> bool:
    read = open_snapshot(session, document.organisation_id, document.id, document.version)
    return any(field.evidence.witness is Witness.XML for field in read.fields.values())
