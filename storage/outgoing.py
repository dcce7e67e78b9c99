"""Mails that go out, as the screen shows them: the letters about a document, and what could not be sent.

What could not be sent may be tried again by hand, when whatever hindered it was mended.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotFound, StateConflict
from models.outgoing import Mail, MailStatus
from models.tables.notices import OutboxTable
from storage import audit
from storage.database import now
from storage.house import House
from storage.keys import fetch_keys
from storage.outbox import KEPT_FOR, RECALLED, open_mail

MOST_UNSENT = 100


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail as the screen shows it. `mail` is None once it was forgotten, or its document's key destroyed.

    `next_at` is when it is tried, or was to be.
    """

    id: str
    status: MailStatus
    created_at: datetime
    next_at: datetime
    ended_at: datetime | None
    problem: str | None
    document_id: str | None
    mail: Mail | None


def load_letters(house: House, org_id: str, document_id: str) -> tuple[MailRow, ...]:
    """The letters about a document, the newest first."""
    about_it = and_(OutboxTable.organisation_id == org_id, OutboxTable.document_id == document_id)
    statement = select(OutboxTable).where(about_it).order_by(OutboxTable.created_at.desc(), OutboxTable.id.desc())
    with house.session() as session:
        return tuple(_shown(session, row) for row in session.scalars(statement))


def list_unsent(house: House, org_id: str) -> tuple[MailRow, ...]:
    """What could not be sent: mails that are tried again, and those that failed in the last month, the newest first."""
    hindered = and_(OutboxTable.problem.is_not(None), OutboxTable.problem != RECALLED)
    mine = and_(OutboxTable.organisation_id == org_id, hindered)
    with house.session() as session:
        lately = or_(OutboxTable.ended_at.is_(None), OutboxTable.ended_at >= now(session) - KEPT_FOR)
        statement = select(OutboxTable).where(mine, lately).order_by(OutboxTable.created_at.desc(), OutboxTable.id)
        rows = session.scalars(statement.limit(MOST_UNSENT)).all()
        fetch_keys(session, org_id, [row.document_id or org_id for row in rows])
        return tuple(_shown(session, row) for row in rows)


def retry_mail(house: House, org_id: str, mail_id: str, *, actor: Actor) -> None:
    """Try at once what could not be sent. NotFound; StateConflict when it went out, is in hand, or cannot be read."""
    with house.session(write=True) as session:
        mine = and_(OutboxTable.organisation_id == org_id, OutboxTable.id == mail_id)
        row = session.scalar(select(OutboxTable).where(mine).with_for_update())
        if row is None:
            raise NotFound("There is no such mail.")
        shown = _shown(session, row)
        if shown.status not in {MailStatus.QUEUED, MailStatus.FAILED} or shown.mail is None:
            raise StateConflict("This mail cannot be sent again.")
        row.ended_at, row.failures, row.available_at = None, 0, now(session)
        audit.record(session, org_id, "mail_retried", actor=actor, document_id=row.document_id)


def _shown(session: Session, row: OutboxTable) -> MailRow:
    times = (row.created_at, row.available_at, row.ended_at)
    return MailRow(row.id, _status(row), *times, row.problem, row.document_id, open_mail(session, row))


def _status(row: OutboxTable) -> MailStatus:
    if row.ended_at is None:
        return MailStatus.SENDING if row.leased_until else MailStatus.QUEUED
    if row.problem is None:
        return MailStatus.SENT
    return MailStatus.RECALLED if row.problem == RECALLED else MailStatus.FAILED
