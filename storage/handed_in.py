"""What a person handed in, and what became of it: they may know that of their own, whatever else they may see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from models.states import State
from models.tables.documents import DocumentTable, ReceiptTable
from storage.house import House

CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file that somebody handed in, under their name for it; `duplicate` when its bytes were there before.

    `state` and the error are those of its document now.
    """

    document_id: str
    name: str
    received_at: datetime
    duplicate: bool
    state: State
    error_code: str | None
    error_message: str | None


def list_handed_in(house: House, org_id: str, user_id: str, most: int) -> tuple[HandedIn, ...]:
    """The newest files that a person handed in by the browser."""
    mine = and_(
        ReceiptTable.organisation_id == org_id, ReceiptTable.actor_id == user_id, ReceiptTable.channel == CHANNEL
    )
    document = DocumentTable
    statement = (
        select(ReceiptTable, document.state, document.error_code, document.error_message)
        .join(document, and_(document.organisation_id == org_id, document.id == ReceiptTable.document_id))
        .where(mine)
        .order_by(ReceiptTable.received_at.desc(), ReceiptTable.id.desc())
    )
    with house.session() as session:
        return tuple(
            HandedIn(row.document_id, row.name, row.received_at, row.duplicate, State(state), code, message)
            for row, state, code, message in session.execute(statement.limit(most))
        )
