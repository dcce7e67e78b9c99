"""What would be booked unseen, as the page of automation shows it: documents of the last month, and moves with reasons.

Which documents are blind samples is never told while they wait: of those that a person has yet to decide, only how
many there are in all is counted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.risk_control import Reviewed
from models.tables.audit import OF_AUTOMATION, AuditTable
from models.tables.automation import AssessmentTable
from models.tables.readings import ProjectionTable
from models.unseen import Lane, Obstacle
from storage.audit import open_entry
from storage.automation import evidence_since, load_reviewed, newest_reader
from storage.database import now
from storage.house import House
from storage.rows import AuditEntry

MONTH = timedelta(days=30)
MOST = 100
MOVES = 30


@dataclass(frozen=True, slots=True)
class Passed:
    """A document that reached the threshold. `wrong` is None where it was booked unseen and nobody complained."""

    document_id: str
    seller_name: str | None
    invoice_number: str | None
    at: datetime
    score: float
    unseen: bool
    wrong: bool | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What reached a threshold of the documents read in the last thirty days: `passed` of `read`.

    `decided` of them people looked at, and `wrong` of these were wrong; `shown` are the newest of what was decided.
    """

    read: int
    passed: int
    decided: int
    wrong: int
    shown: tuple[Passed, ...]


def load_evidence(house: House, org_id: str) -> list[Reviewed]:
    """The reviewed documents that the threshold follows from, the oldest decision first."""
    with house.session() as session:
        reader, since = newest_reader(session, org_id), evidence_since(session, org_id)
        return load_reviewed(session, org_id, reader, since)


def load_month(house: House, org_id: str, threshold: float | None) -> Month:
    """The last month as it would have gone with this threshold, of documents that the newest version read."""
    with house.session() as session:
        table, began = AssessmentTable, now(session) - MONTH
        reader = newest_reader(session, org_id)
        recent = and_(table.organisation_id == org_id, table.at > began, table.reader == reader)
        passed = and_(table.obstacle == Obstacle.NONE.value, table.score >= (2.0 if threshold is None else threshold))
        counts = (
            func.count(),
            func.count().filter(passed),
            func.count().filter(passed, table.decided_at.is_not(None)),
            func.count().filter(passed, table.wrong.is_(True)),
        )
        read, through, decided, wrong = session.execute(select(*counts).where(recent)).one()
        known = or_(table.decided_at.is_not(None), table.lane == Lane.UNSEEN.value)
        shown = _shown(session, and_(recent, passed, known)) if through else ()
        return Month(read, through, decided, wrong, shown)


def load_moves(house: House, org_id: str) -> list[AuditEntry]:
    """What was set, switched and moved, the newest first, from the audit trail."""
    mine = select(AuditTable).where(AuditTable.organisation_id == org_id, OF_AUTOMATION)
    with house.session() as session:
        rows = session.scalars(mine.order_by(AuditTable.sequence.desc()).limit(MOVES)).all()
        return [open_entry(session, row) for row in rows]


def _shown(session: Session, chosen: Any) -> tuple[Passed, ...]:
    table = AssessmentTable
    columns = table.at, table.score, table.lane, table.wrong, table.terms
    names = ProjectionTable.seller_name, ProjectionTable.invoice_number
    same = and_(
        ProjectionTable.document_id == table.document_id, ProjectionTable.organisation_id == table.organisation_id
    )
    statement = select(table.document_id, *names, *columns).join(ProjectionTable, same).where(chosen)
    rows = session.execute(statement.order_by(table.at.desc(), table.document_id.desc()).limit(MOST))
    return tuple(
        Passed(document, seller, number, at, score, lane == Lane.UNSEEN.value, wrong, tuple((terms or "").split()))
        for document, seller, number, at, score, lane, wrong, terms in rows
    )
