"""Figures of the whole installation, for those who run it: the queue, and how many documents stand where."""

from dataclasses import dataclass

from sqlalchemy import and_, case, func, select, text
from sqlalchemy.orm import Session

from models.states import State
from models.tables.base import UtcDateTime
from models.tables.documents import DocumentTable
from models.tables.mailboxes import MailboxTable
from models.tables.work import OPEN, JobTable
from storage.database import now
from storage.house import House
from storage.leases import queue_depth
from storage.rows import QueueDepth


@dataclass(frozen=True, slots=True)
class MailboxFigures:
    """Mailboxes that are switched on; `silent_seconds` is how long the longest has not been looked through."""

    well: int
    problem: int
    silent_seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """`oldest_seconds` is the age of the oldest document that could be read now and is not; 0 when none waits."""

    queue: QueueDepth
    oldest_seconds: float
    documents: dict[State, int]
    mailboxes: MailboxFigures


def load_figures(house: House, seconds: int) -> Figures:
    """All of them. StorageUnavailable when the database cannot be reached, or takes longer than so many seconds."""
    queue = queue_depth(house)
    counts = select(DocumentTable.state, func.count()).group_by(DocumentTable.state)
    with house.session() as session:
        if not house.database.is_sqlite:
            session.execute(text(f"SET LOCAL statement_timeout = '{int(seconds)}s'"))
        moment = now(session)
        waiting = and_(OPEN, JobTable.status == "queued", JobTable.available_at <= moment)
        oldest = session.scalar(select(func.min(JobTable.available_at)).where(waiting))
        documents = {State(state): count for state, count in session.execute(counts)}
        mailboxes = _mailboxes(session)
    age = (moment - oldest).total_seconds() if oldest else 0.0
    return Figures(queue, age, {state: documents.get(state, 0) for state in State}, mailboxes)


def load_mailbox_figures(house: House) -> MailboxFigures:
    """How the mailboxes of all organisations are."""
    with house.session() as session:
        return _mailboxes(session)


def _mailboxes(session: Session) -> MailboxFigures:
    looked, touched = MailboxTable.checked_at, MailboxTable.changed_at
    since = case((looked > touched, looked), else_=touched)
    figures = select(func.count(), func.count(MailboxTable.problem), func.min(since, type_=UtcDateTime()))
    watched = figures.where(MailboxTable.enabled, MailboxTable.removed_at.is_(None))
    every, problem, oldest = session.execute(watched).one()
    return MailboxFigures(every - problem, problem, (now(session) - oldest).total_seconds() if oldest else 0.0)
