"""What was read before there were doubts and texts gets them, a few documents at a time, what waits for a person first.

The migration wrote down which documents these are. Any number of workers may do this at once, and stop at any moment: a
document's row in the backlog goes in the transaction that gives it what it lacks.
"""

from contextlib import suppress
from random import SystemRandom

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.doubts import doubts_of, write_doubts
from models.errors import NotFound, ObjectCorrupt, ObjectMissing
from models.page import Transcript
from models.tables.documents import DocumentTable
from models.tables.queue import BacklogTable, TextTable
from models.tables.readings import ProjectionTable
from storage.house import House
from storage.ledger import find_document
from storage.readings import load_transcript
from storage.snapshots import open_snapshot
from storage.texts import save_text
from storage.waiting import note_reading

AT_ONCE = 20
LOOKED_THROUGH = 200
"""Of so many a worker takes some by chance, so that two seldom take the same."""


def catch_up(house: House) -> int:
    """Give some documents what they lack; how many there were, 0 when none is left. StorageUnavailable."""
    first = select(BacklogTable.organisation_id, BacklogTable.document_id)
    first = first.order_by(BacklogTable.waits.desc(), BacklogTable.document_id.desc()).limit(LOOKED_THROUGH)
    with house.session() as session:
        found = session.execute(first).all()
    chosen = SystemRandom().sample(found, min(AT_ONCE, len(found)))
    for org_id, document_id in chosen:
        _catch_up(house, org_id, document_id)
    return len(chosen)


def _catch_up(house: House, org_id: str, document_id: str) -> None:
    """Each document in a transaction of its own, what lies in the store is read before it begins."""
    transcript = _transcript(house, org_id, document_id)
    with house.session(write=True) as session:
        document = find_document(session, org_id, document_id, lock=True)
        mine = BacklogTable.document_id == document_id, BacklogTable.organisation_id == org_id
        if session.scalar(delete(BacklogTable).where(*mine).returning(BacklogTable.document_id)) is None:
            return
        if transcript and session.get(TextTable, document_id) is None:
            save_text(session, document, transcript)
        _note_doubts(session, document)


def _transcript(house: House, org_id: str, document_id: str) -> Transcript | None:
    """What its pages say; None where that is not kept, or not whole."""
    with suppress(NotFound, ObjectMissing, ObjectCorrupt):
        return load_transcript(house, org_id, document_id)
    return None


def _note_doubts(session: Session, document: DocumentTable) -> None:
    """Those of its newest reading, unless somebody corrected it meanwhile, or it was erased."""
    here = ProjectionTable.document_id == document.id, ProjectionTable.organisation_id == document.organisation_id
    with suppress(NotFound):
        invoice = open_snapshot(session, document.organisation_id, document.id, document.version)
        words = write_doubts(doubts_of(invoice))
        unknown = update(ProjectionTable).where(*here, ProjectionTable.doubts.is_(None)).values(doubts=words)
        if session.scalar(unknown.returning(ProjectionTable.document_id)) is not None:
            note_reading(session, document, invoice)
