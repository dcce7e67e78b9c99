"""Tallies: what happens is counted as it happens, a row for each day and thing, so that figures read few rows.

They hold no values of documents. A thing that happens to a document twice is counted twice. All who count hold the
organisation's row, which is the last lock of a transaction, or count one thing alone: so nobody waits in a circle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.tables.insight import TallyTable
from storage.database import now


class Measure(StrEnum):
    """What is counted; `name` of a row parts it further."""

    RECEIVED = "received"  # by channel
    READ = "read"  # by lane
    DECIDED = "decided"  # by cause: approved, corrected, rejected, duplicate, voided
    BOOKED = "booked"  # `unseen` or by a `person`; with the seconds since it was received
    TURNAROUND = "turnaround"  # by the span that these seconds fall in
    RIGHT = "right"  # by term: approved as it was read
    WRONG = "wrong"  # by term: changed before it was approved
    ATTENTION = "attention"  # documents by person; with the seconds they were used


SPANS = {"hour": 3600, "four_hours": 14_400, "day": 86_400, "three_days": 259_200, "week": 604_800}
"""How long a document took, at most, in seconds; what took longer is `longer`."""
LONGER = "longer"


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of one thing, and the seconds they took together."""

    measure: Measure
    name: str
    count: int = 1
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class DayTally:
    """The same on one day."""

    day: date
    tally: Tally


def span_of(seconds: int) -> str:
    """The span that so many seconds fall in.

    >>> span_of(60), span_of(3600), span_of(10**7)
    ('hour', 'four_hours', 'longer')
    """
    return next((name for name, most in SPANS.items() if seconds < most), LONGER)


def untally(session: Session, org_id: str, tallies: Sequence[Tally], at: datetime) -> None:
    """Count these no more, on the day on which they were counted: they were taken back."""
    less = [Tally(one.measure, one.name, -one.count, -one.seconds) for one in tallies]
    tally(session, org_id, less, at=at)


def tally(session: Session, org_id: str, tallies: Sequence[Tally], *, at: datetime | None = None) -> None:
    """Count these today, or on the day of `at`, in the caller's transaction; each thing once at most among them."""
    if not tallies:
        return
    flavour = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    known = {"organisation_id": org_id, "day": (at or now(session)).date()}
    rows = [
        {**known, "measure": one.measure.value, "name": one.name, "count": one.count, "seconds": one.seconds}
        for one in sorted(tallies, key=lambda one: (one.measure, one.name))
    ]
    statement = flavour.insert(TallyTable).values(rows)
    grown = {
        "count": TallyTable.count + statement.excluded.count,
        "seconds": TallyTable.seconds + statement.excluded.seconds,
    }
    same = [TallyTable.organisation_id, TallyTable.day, TallyTable.measure, TallyTable.name]
    session.execute(statement.on_conflict_do_update(index_elements=same, set_=grown))


def sum_tallies(session: Session, org_id: str, since: date) -> list[Tally]:
    """What was counted from a day on, in all."""
    table = TallyTable
    many, took = func.sum(table.count).label("many"), func.sum(table.seconds).label("took")
    mine = select(table.measure, table.name, many, took).where(table.organisation_id == org_id, table.day >= since)
    rows = session.execute(mine.group_by(table.measure, table.name).order_by(table.measure, table.name))
    return [Tally(Measure(measure), name, int(count), int(seconds)) for measure, name, count, seconds in rows]


def list_days(session: Session, org_id: str, measures: Sequence[Measure], since: date) -> list[DayTally]:
    """What was counted of these, day by day from `since` on."""
    table = TallyTable
    mine = select(table.day, table.measure, table.name, table.count, table.seconds)
    mine = mine.where(table.organisation_id == org_id, table.day >= since, table.measure.in_(measures))
    rows = session.execute(mine.order_by(table.day, table.measure, table.name))
    return [DayTally(day, Tally(Measure(measure), name, count, took)) for day, measure, name, count, took in rows]
