"""Whether anything changed in organisations that somebody looks at: one small question for all who wait for news.

Everything that people or workers decide is a row in the audit trail, whose number grows with each; only who has which
document open is not.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from models.tables.people import MembershipTable, OrganisationTable, SessionTable
from models.tables.queue import HoldTable
from storage.database import now
from storage.house import House


@dataclass(frozen=True, slots=True)
class Pulse:
    """A mark for each organisation, another whenever something changed there; and the sessions that go on."""

    marks: dict[str, str]
    sessions: frozenset[str]


def read_pulse(house: House, org_ids: Collection[str], session_ids: Collection[str]) -> Pulse:
    """The marks of these organisations, and which of these sessions have not ended."""
    with house.session() as session:
        moment = now(session)
        marks = _marks(session, org_ids, moment)
        theirs = and_(
            MembershipTable.user_id == SessionTable.user_id,
            MembershipTable.organisation_id == SessionTable.organisation_id,
        )
        goes_on = and_(SessionTable.ended_at.is_(None), SessionTable.expires_at > moment, exists().where(theirs))
        alive = session.scalars(select(SessionTable.id).where(SessionTable.id.in_(session_ids), goes_on)).all()
    return Pulse(marks, frozenset(alive))


def read_mark(house: House, org_id: str) -> str:
    """The mark of one organisation as a page is made, which says later whether anything changed since."""
    with house.session() as session:
        return _marks(session, [org_id], now(session))[org_id]


def _marks(session: Session, org_ids: Collection[str], moment: datetime) -> dict[str, str]:
    here = and_(HoldTable.organisation_id == OrganisationTable.id, HoldTable.until > moment)
    held = select(func.count()).where(here).scalar_subquery()
    newest = select(func.max(HoldTable.since)).where(here).scalar_subquery()
    marks = select(OrganisationTable.id, OrganisationTable.audit_sequence, held, newest)
    rows = session.execute(marks.where(OrganisationTable.id.in_(org_ids))).all()
    return {org_id: f"{sequence}.{count}.{since}" for org_id, sequence, count, since in rows}
