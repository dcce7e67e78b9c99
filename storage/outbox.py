"""The outbox: mails are written in the transaction of what they tell of, and sent by the mail process.

A mail is taken for a while under an attempt number, which every later write names. One whose process died may have gone
out, and is sent again rather than lost; its id names it, so that the receiving side can tell.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from models.outgoing import Mail
from models.tables.base import new_id
from models.tables.notices import OutboxTable
from storage.columns import word
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal

TAKEN_FOR = timedelta(minutes=5)
PAUSES = (60, 300, 1800, 7200, 21600, 43200)  # seconds after each failure; then it is given up
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TakenMail:
    """A mail that the mail process has in hand; `attempt` is the fence."""

    organisation_id: str
    id: str
    attempt: int
    mail: Mail


def post_mail(session: Session, org_id: str, mail: Mail) -> None:
    """Put a mail into the outbox, inside the caller's transaction."""
    row = OutboxTable(id=new_id(), organisation_id=org_id, attempt=0, failures=0)
    row.content = seal(session, org_id, org_id, asdict(mail), f"outbox:{row.id}")
    row.created_at = row.available_at = now(session)
    session.add(row)
    session.flush()


def take_mail(house: House) -> TakenMail | None:
    """The next mail to be sent, of whatever organisation; None when there is none. For the mail process only."""
    with house.session() as session:
        if session.scalar(select(OutboxTable.id).where(_ready(session)).limit(1)) is None:
            return None
    with house.session(write=True) as session:
        oldest = select(OutboxTable).where(_ready(session)).order_by(OutboxTable.available_at, OutboxTable.id)
        row = session.scalar(oldest.limit(1).with_for_update(skip_locked=True))
        if row is None:
            return None
        content = unseal(session, row.organisation_id, row.organisation_id, row.content, f"outbox:{row.id}")
        if content is None:
            _end(session, row, "key_destroyed")
            return None
        row.attempt += 1
        row.available_at = now(session) + TAKEN_FOR
        return TakenMail(row.organisation_id, row.id, row.attempt, Mail(**content))


def note_sent(house: House, taken: TakenMail) -> bool:
    """It went out, and its text is forgotten; False when another process has it by now."""
    with house.session(write=True) as session:
        row = _held(session, taken)
        if row is not None:
            _end(session, row, None)
        return row is not None


def note_unsent(house: House, taken: TakenMail, problem: str, *, for_good: bool) -> bool:
    """It did not go out: it is tried again after a pause that grows, unless that is of no use. False as above."""
    with house.session(write=True) as session:
        row = _held(session, taken)
        if row is None:
            return False
        row.failures += 1
        if for_good or row.failures > len(PAUSES):
            _end(session, row, problem)
        else:
            row.problem = word(problem)
            row.available_at = now(session) + timedelta(seconds=PAUSES[row.failures - 1])
        return True


def give_up_unsent(session: Session, problem: str) -> None:
    """Nothing that waits goes out any more, inside the caller's transaction: another house may send the same."""
    ended = {"ended_at": now(session), "problem": word(problem), "content": None}
    session.execute(update(OutboxTable).where(OutboxTable.ended_at.is_(None)).values(ended))


def forget_mails(house: House) -> None:
    """Mails that ended a month ago go."""
    with house.session(write=True) as session:
        session.execute(delete(OutboxTable).where(OutboxTable.ended_at < now(session) - KEPT_FOR))


def _ready(session: Session) -> ColumnElement[bool]:
    return and_(OutboxTable.ended_at.is_(None), OutboxTable.available_at <= now(session))


def _held(session: Session, taken: TakenMail) -> OutboxTable | None:
    mine = and_(OutboxTable.organisation_id == taken.organisation_id, OutboxTable.id == taken.id)
    same = and_(mine, OutboxTable.attempt == taken.attempt, OutboxTable.ended_at.is_(None))
    return session.scalar(select(OutboxTable).where(same).with_for_update())


def _end(session: Session, row: OutboxTable, problem: str | None) -> None:
    row.ended_at, row.problem, row.content = now(session), problem and word(problem), None
