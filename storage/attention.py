"""How long people look at documents: seconds by person and document, reported by an open page in small beats.

When somebody looked is not kept, nor what they did. A beat counts a few seconds at most, and a document half an hour,
so that a page that was left open, or one that lies, spoils no figure.
"""

from sqlalchemy import and_, select

from models.tables.insight import AttentionTable
from storage.database import insert_new
from storage.house import House
from storage.ledger import find_document
from storage.tallies import Measure, Tally, tally

MOST_A_BEAT = 30
MOST_A_DOCUMENT = 1800


def note_attention(house: House, org_id: str, document_id: str, user_id: str, seconds: int) -> int:
    """Add some seconds to what a person spent on a document; how many were taken. NotFound for no such document."""
    seconds = min(max(seconds, 0), MOST_A_BEAT)
    if not seconds:
        return 0
    mine = and_(AttentionTable.document_id == document_id, AttentionTable.user_id == user_id)
    known = {"organisation_id": org_id, "document_id": document_id, "user_id": user_id}
    with house.session(write=True) as session:
        find_document(session, org_id, document_id)
        is_new = insert_new(session, AttentionTable, {**known, "seconds": 0})
        own = select(AttentionTable).where(AttentionTable.organisation_id == org_id, mine)
        row = session.scalars(own.with_for_update()).one()
        taken = min(seconds, MOST_A_DOCUMENT - row.seconds)
        row.seconds += taken
        session.flush()
        if taken:
            tally(session, org_id, [Tally(Measure.ATTENTION, user_id, int(is_new), taken)])
        return taken
