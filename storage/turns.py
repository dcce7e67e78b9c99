"""Turns: whose document comes next, fair between organisations.

Every job gets a turn when it is queued, and claims go by turn: start-time fair queueing with documents as its unit.
An organisation that sends a thousand documents takes a thousand turns, one after the other; another's first document
gets the turn that is being served, and comes next. Nobody saves up turns while there is nothing to do. A job that was
put off has had its turn and gets a new one, for otherwise whoever comes after an outage waits for all that was put off.

Source: P. Goyal, H. Vin, H. Cheng, "Start-time Fair Queueing", SIGCOMM 1996.
"""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.tables.work import CLAIMED, OPEN, JobTable


def next_turn(session: Session, org_id: str) -> int:
    """The turn after the last that the organisation has open; not before the highest that was ever served."""
    served, last = session.execute(_turns_of(org_id)).one()
    return max(served or 0, 0 if last is None else last + 1)


def _turns_of(org_id: str) -> Select[tuple[int | None, int | None]]:
    highest = select(func.max(JobTable.turn))
    served = highest.where(CLAIMED).scalar_subquery()
    return select(served, highest.where(OPEN, JobTable.organisation_id == org_id).scalar_subquery())
