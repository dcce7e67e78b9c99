"""The outbox: letters to senders, written by the web in the transaction of the decision, sent by the mail process.

Each waits a while before it goes, so that the decision can be taken back. A letter is taken with a lease and an attempt
number, which every later write names; one whose lease lapsed may have gone out, and is sent again rather than lost.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from models.actors import Actor
from models.letters import Letter, LetterStatus
from models.tables.base import new_id
from models.tables.decisions import LetterTable
from storage import audit
from storage.columns import word
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal

WAIT_SECONDS = 60
LEASE_SECONDS = 300
PAUSES = (60, 300, 1800, 7200, 21600, 43200)  # seconds after each failure; then it has failed
ACTOR = Actor.system("mail")


@dataclass(frozen=True, slots=True)
class TakenLetter:
    """A letter that the mail process has in hand. `attempt` is the fence; the id names the mail, also a second time."""

    organisation_id: str
    id: str
    attempt: int
    letter: Letter


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as the screen shows it; `letter` is None once the document's key was destroyed."""

    id: str
    status: LetterStatus
    created_at: datetime
    ended_at: datetime | None
    problem: str | None
    letter: Letter | None


def post_letter(session: Session, org_id: str, document_id: str, letter: Letter, *, actor: Actor) -> None:
    """Put a letter into the outbox, inside the caller's transaction. InvalidInput when it cannot be sent."""
    letter.check()
    row = LetterTable(id=new_id(), organisation_id=org_id, document_id=document_id, status=LetterStatus.QUEUED.value)
    row.content = seal(session, org_id, document_id, letter.to_json(), f"letter:{row.id}")
    row.actor_id, row.created_at = actor.id, now(session)
    row.attempt = row.failures = 0
    row.available_at = row.created_at + timedelta(seconds=WAIT_SECONDS)
    session.add(row)
    session.flush()
    audit.record(session, org_id, "letter_written", actor=actor, document_id=document_id, after=letter.to_json())


def recall_letters(session: Session, org_id: str, document_id: str) -> None:
    """Letters of a locked document that did not go out yet do not, inside the caller's transaction."""
    waiting = and_(LetterTable.status == LetterStatus.QUEUED.value, LetterTable.document_id == document_id)
    recalled = {"status": LetterStatus.RECALLED.value, "ended_at": now(session)}
    session.execute(update(LetterTable).where(LetterTable.organisation_id == org_id, waiting).values(recalled))


def give_up_letters(session: Session) -> None:
    """No letter of a restored house goes out: the old house may have sent it since. Inside the caller's transaction."""
    waiting = LetterTable.status.in_((LetterStatus.QUEUED.value, LetterStatus.SENDING.value))
    given_up = {"status": LetterStatus.FAILED.value, "ended_at": now(session), "problem": "restored"}
    session.execute(update(LetterTable).where(waiting).values(given_up))


def load_letters(house: House, org_id: str, document_id: str) -> tuple[LetterRow, ...]:
    """The letters about a document, the newest first."""
    mine = and_(LetterTable.organisation_id == org_id, LetterTable.document_id == document_id)
    statement = select(LetterTable).where(mine).order_by(LetterTable.created_at.desc(), LetterTable.id.desc())
    with house.session() as session:
        return tuple(_shown(session, row) for row in session.scalars(statement))


def take_letter(house: House) -> TakenLetter | None:
    """The next letter to be sent, of whatever organisation. For the mail process; no page may call this.

    What cannot be opened any more, for its document was erased, has failed.
    """
    with house.session(write=True) as session:
        moment = now(session)
        lapsed = and_(LetterTable.status == LetterStatus.SENDING.value, LetterTable.leased_until <= moment)
        ready = and_(LetterTable.status == LetterStatus.QUEUED.value, LetterTable.available_at <= moment)
        statement = select(LetterTable).where(or_(ready, lapsed)).order_by(LetterTable.available_at, LetterTable.id)
        row = session.scalar(statement.limit(1).with_for_update(skip_locked=True))
        if row is None:
            return None
        content = unseal(session, row.organisation_id, row.document_id, row.content, f"letter:{row.id}")
        if content is None:
            row.status, row.ended_at, row.problem = LetterStatus.FAILED.value, moment, "erased"
            return None
        row.status, row.leased_until = LetterStatus.SENDING.value, moment + timedelta(seconds=LEASE_SECONDS)
        row.attempt += 1
        return TakenLetter(row.organisation_id, row.id, row.attempt, Letter.from_json(content))


def note_sent(house: House, taken: TakenLetter) -> bool:
    """It went out; False when another process has it by now."""
    with house.session(write=True) as session:
        row = _held(session, taken)
        if row is None:
            return False
        row.status, row.ended_at, row.leased_until, row.problem = LetterStatus.SENT.value, now(session), None, None
        _tell(session, row, "letter_sent")
        return True


def note_unsent(house: House, taken: TakenLetter, problem: str, *, for_good: bool) -> bool:
    """It did not go out: it is tried again after a pause that grows, unless that is of no use. False as above."""
    with house.session(write=True) as session:
        row = _held(session, taken)
        if row is None:
            return False
        row.problem, row.leased_until = word(problem), None
        row.failures += 1
        if for_good or row.failures > len(PAUSES):
            row.status, row.ended_at = LetterStatus.FAILED.value, now(session)
            _tell(session, row, "letter_failed")
        else:
            row.status = LetterStatus.QUEUED.value
            row.available_at = now(session) + timedelta(seconds=PAUSES[row.failures - 1])
        return True


def _held(session: Session, taken: TakenLetter) -> LetterTable | None:
    mine = and_(LetterTable.organisation_id == taken.organisation_id, LetterTable.id == taken.id)
    same = and_(mine, LetterTable.attempt == taken.attempt, LetterTable.status == LetterStatus.SENDING.value)
    return session.scalar(select(LetterTable).where(same).with_for_update())


def _tell(session: Session, row: LetterTable, event: str) -> None:
    after = {"problem": row.problem} if row.problem else None
    audit.record(session, row.organisation_id, event, actor=ACTOR, document_id=row.document_id, after=after)


def _shown(session: Session, row: LetterTable) -> LetterRow:
    content = unseal(session, row.organisation_id, row.document_id, row.content, f"letter:{row.id}")
    letter = Letter.from_json(content) if content else None
    return LetterRow(row.id, LetterStatus(row.status), row.created_at, row.ended_at, row.problem, letter)
