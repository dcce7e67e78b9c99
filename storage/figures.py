"""Figures of the whole installation, for those who run it: the queue, and how many documents stand where."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select, text

from models.states import State
from models.tables.documents import DocumentTable
from models.tables.work import OPEN, JobTable
from storage.database import now
from storage.house import House
from storage.leases import queue_depth
from storage.rows import QueueDepth


@dataclass(frozen=True, slots=True)
class Figures:
    """`oldest_seconds` is the age of the oldest document that could be read now and is not; 0 when none waits."""

    queue: QueueDepth
    oldest_seconds: float
    documents: dict[State, int]


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
    age = (moment - oldest).total_seconds() if oldest else 0.0
    return Figures(queue, age, {state: documents.get(state, 0) for state in State})
