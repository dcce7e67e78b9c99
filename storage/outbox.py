"""The outbox: mails are written in the transaction of what they tell of, and sent by the mail process.

A letter to a sender is about a document, sealed with its key, kept as long, and waits a while, so that the decision
can be taken back. A notice is about none, sealed with the organisation's key, and forgotten a month after it ended,
its text once it went out.

A mail is taken under a lease and an attempt number, which every later write names. One whose lease lapsed may have gone
out, and is sent again rather than lost; its id names it, so that the receiving side can tell.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update
from sqlalchemy.orm import Session

from models.actors import Actor
from models.outgoing import Mail
from models.tables.base import new_id
from models.tables.notices import OutboxTable
from storage import audit
from storage.columns import word
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal

WAIT_SECONDS = 60  # until a letter goes
LEASE_SECONDS = 300
PAUSES = (60, 300, 1800, 7200, 21600, 43200)  # seconds after each failure; then it has failed
KEPT_FOR = timedelta(days=30)
RECALLED = "recalled"
ACTOR = Actor.system("mail")


@dataclass(frozen=True, slots=True)
class TakenMail:
    """A mail that the mail process has in hand; `attempt` is the fence. `is_letter` when a person wrote it."""

    organisation_id: str
    id: str
    attempt: int
    mail: Mail
    is_letter: bool


def post_mail(session: Session, org_id: str, mail: Mail) -> None:
    """Put a notice into the outbox, inside the caller's transaction."""
    _post(session, org_id, mail, None, 0)


def post_letter(session: Session, org_id: str, document_id: str, letter: Mail, *, actor: Actor) -> None:
    """Put a letter into the outbox, inside the caller's transaction. InvalidInput when it cannot be sent."""
    letter.check()
    _post(session, org_id, letter, document_id, WAIT_SECONDS)
    audit.record(session, org_id, "letter_written", actor=actor, document_id=document_id, after=asdict(letter))


def recall_letters(session: Session, org_id: str, document_id: str) -> None:
    """Letters of a locked document that did not go out do not, in the caller's transaction.

    One in hand may be going out at this moment: where it does not, it is not tried again.
    """
    about_it = and_(OutboxTable.organisation_id == org_id, OutboxTable.document_id == document_id)
    unsent = or_(OutboxTable.ended_at.is_(None), OutboxTable.problem.is_not(None))
    ended_at = case(
        (OutboxTable.leased_until.is_(None), func.coalesce(OutboxTable.ended_at, now(session))),
        else_=OutboxTable.ended_at,
    )
    recalled = {"ended_at": ended_at, "problem": RECALLED}
    session.execute(update(OutboxTable).where(about_it, unsent).values(recalled))


def give_up_unsent(session: Session, problem: str) -> None:
    """Nothing that waits goes out by itself any more, inside the caller's transaction: another house may send it."""
    ended = {"ended_at": now(session), "problem": word(problem), "leased_until": None}
    session.execute(update(OutboxTable).where(OutboxTable.ended_at.is_(None)).values(ended))


def take_mail(house: House) -> TakenMail | None:
    """The next mail to be sent, of whatever organisation; None when there is none. For the mail process only.

    What cannot be opened any more, for its key was destroyed, has failed.
    """
    with house.session() as session:
        if session.scalar(select(OutboxTable.id).where(_ready(session)).limit(1)) is None:
            return None
    with house.session(write=True) as session:
        oldest = select(OutboxTable).where(_ready(session)).order_by(OutboxTable.available_at, OutboxTable.id)
        row = session.scalar(oldest.limit(1).with_for_update(skip_locked=True))
        if row is None:
            return None
        mail = open_mail(session, row)
        if mail is None:
            row.ended_at, row.problem = now(session), "erased"
            return None
        row.attempt += 1
        row.leased_until = now(session) + timedelta(seconds=LEASE_SECONDS)
        return TakenMail(row.organisation_id, row.id, row.attempt, mail, row.document_id is not None)


def note_sent(house: House, taken: TakenMail) -> bool:
    """It went out; False when another process has it by now."""
    with house.session(write=True) as session:
        row = _held(session, taken)
        if row is not None:
            _end(session, row, None)
        return row is not None


def note_unsent(house: House, taken: TakenMail, problem: str, *, for_good: bool) -> bool:
    """It did not go out: it is tried again after a pause that grows, unless that is of no use. False as above.

    A letter that was recalled meanwhile is not.
    """
    with house.session(write=True) as session:
        row = _held(session, taken)
        if row is None:
            return False
        row.failures += 1
        if row.problem == RECALLED:
            row.ended_at, row.leased_until = now(session), None
            return True
        if for_good or row.failures > len(PAUSES):
            _end(session, row, problem)
        else:
            row.problem, row.leased_until = word(problem), None
            row.available_at = now(session) + timedelta(seconds=PAUSES[row.failures - 1])
        return True


def forget_mails(house: House) -> None:
    """Notices that ended a month ago go; letters stay with their documents."""
    with house.session(write=True) as session:
        ended = OutboxTable.ended_at < now(session) - KEPT_FOR
        session.execute(delete(OutboxTable).where(ended, OutboxTable.document_id.is_(None)))


def open_mail(session: Session, row: OutboxTable) -> Mail | None:
    """What is sent; None once it was forgotten, or its key destroyed."""
    content = unseal(session, row.organisation_id, row.document_id or row.organisation_id, row.content, _label(row))
    return Mail(**content) if content else None


def _post(session: Session, org_id: str, mail: Mail, document_id: str | None, wait: int) -> None:
    row = OutboxTable(id=new_id(), organisation_id=org_id, document_id=document_id, attempt=0, failures=0)
    row.content = seal(session, org_id, document_id or org_id, asdict(mail), _label(row))
    row.created_at = now(session)
    row.available_at = row.created_at + timedelta(seconds=wait)
    session.add(row)
    session.flush()


def _label(row: OutboxTable) -> str:
    return f"letter:{row.id}" if row.document_id else f"outbox:{row.id}"


def _ready(session: Session) -> ColumnElement[bool]:
    free = or_(OutboxTable.leased_until.is_(None), OutboxTable.leased_until <= now(session))
    return and_(OutboxTable.ended_at.is_(None), OutboxTable.available_at <= now(session), free)


def _held(session: Session, taken: TakenMail) -> OutboxTable | None:
    mine = and_(OutboxTable.organisation_id == taken.organisation_id, OutboxTable.id == taken.id)
    same = and_(mine, OutboxTable.attempt == taken.attempt, OutboxTable.leased_until.is_not(None))
    return session.scalar(select(OutboxTable).where(same).with_for_update())


def _end(session: Session, row: OutboxTable, problem: str | None) -> None:
    row.ended_at, row.problem, row.leased_until = now(session), problem and word(problem), None
    if row.document_id is None:
        row.content = row.content if problem else None
        return
    event, after = ("letter_failed", {"problem": problem}) if problem else ("letter_sent", None)
    audit.record(session, row.organisation_id, event, actor=ACTOR, document_id=row.document_id, after=after)
