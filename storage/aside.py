"""Setting a document aside while its pages stand in another one, and taking it up again with all that was corrected.

Between the two nothing becomes of it (`storage/ledger.py`). Every function works inside the caller's transaction, on a
document that it holds.
"""

from sqlalchemy.orm import Session

from models.actors import Actor
from models.states import State
from models.tables.documents import DocumentTable
from storage import ledger
from storage.second_person import forget_first

JOINED = "joined"


def put_aside(session: Session, document: DocumentTable, whole_id: str, *, actor: Actor) -> None:
    """The document is a part of another one."""
    ledger.change_state(session, document.organisation_id, document.id, State.DUPLICATE, actor=actor, cause=JOINED)
    document.joined_into = whole_id
    forget_first(session, document)


def take_up(session: Session, document: DocumentTable, *, actor: Actor, cause: str) -> None:
    """It stands by itself again, in review as it was."""
    document.joined_into = None
    ledger.change_state(session, document.organisation_id, document.id, State.IN_REVIEW, actor=actor, cause=cause)
