"""What the dashboard shows, of a range of days: from tallies, a row for each day and thing (`storage/tallies.py`).

At a million documents a year of them is some ten thousand rows. Who trouble comes from is told by the newest documents
that were wrong, which an index of these alone finds.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.tables.automation import WRONG, AssessmentTable
from models.tables.insight import IssuerTable
from models.tables.people import UserTable
from models.tables.readings import ProjectionTable
from storage.database import now
from storage.house import House
from storage.tallies import DayTally, Measure, Tally, list_days, sum_tallies

NEWEST_WRONG = 2000
"""Of so many documents that were wrong, the newest of the range, is told whose they were."""
MOST_ISSUERS = 10
BY_DAY = (Measure.RECEIVED, Measure.BOOKED)
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An issuer of which documents were changed or refused in the range, and what was changed, the commonest first."""

    name: str
    wrong: int
    issuer_id: str | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Performance:
    """The figures of `since` to `until`, both included. `people` are the names of those who looked at documents."""

    since: date
    until: date
    tallies: tuple[Tally, ...]
    days: tuple[DayTally, ...]
    troubles: tuple[Trouble, ...]
    people: Mapping[str, str]

    def by_name(self, measure: Measure) -> dict[str, Tally]:
        """What was counted of a measure, by name."""
        return {one.name: one for one in self.tallies if one.measure is measure}

    def count(self, measure: Measure) -> int:
        return sum(one.count for one in self.tallies if one.measure is measure)


def load_performance(house: House, org_id: str, days: int | None, *, names: bool) -> Performance:
    """The figures of the last so many days, today included; None for all. Names of people only where `names`."""
    with house.session() as session:
        until = now(session).date()
        since = until - timedelta(days=days - 1) if days else LONG_AGO
        by_day = tuple(list_days(session, org_id, BY_DAY, since))
        first = min((found.day for found in by_day), default=until)
        tallies = tuple(sum_tallies(session, org_id, since))
        troubles = tuple(_troubles(session, org_id, since))
        people = _people(session, tallies) if names else {}
    return Performance(since if days else first, until, tallies, by_day, troubles, people)


def _troubles(session: Session, org_id: str, since: date) -> list[Trouble]:
    began = datetime.combine(since, time(), UTC)
    table = AssessmentTable
    recent = and_(table.organisation_id == org_id, table.decided_at >= began, WRONG)
    newest = select(table.document_id, table.terms).where(recent).order_by(table.decided_at.desc())
    wrong = newest.limit(NEWEST_WRONG).subquery()
    of_document = and_(ProjectionTable.document_id == wrong.c.document_id, ProjectionTable.organisation_id == org_id)
    columns = select(ProjectionTable.seller_key, ProjectionTable.seller_name, wrong.c.terms)
    rows = session.execute(columns.join(ProjectionTable, of_document).where(ProjectionTable.seller_key.is_not(None)))
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    terms: dict[str, Counter[str]] = {}
    for key, name, changed in rows:
        counts[key] += 1
        names.setdefault(key, name)
        terms.setdefault(key, Counter()).update((changed or "").split())
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ISSUERS]
    ids = _ids(session, org_id, [key for key, _ in ranked])
    return [
        Trouble(names[key], count, ids.get(key), tuple(term for term, _ in terms[key].most_common(3)))
        for key, count in ranked
    ]


def _ids(session: Session, org_id: str, keys: Sequence[str]) -> dict[str, str]:
    mine = and_(IssuerTable.organisation_id == org_id, IssuerTable.key.in_(keys))
    return {row.key: row.id for row in session.scalars(select(IssuerTable).where(mine))}


def _people(session: Session, tallies: Sequence[Tally]) -> dict[str, str]:
    ids = [one.name for one in tallies if one.measure is Measure.ATTENTION]
    rows = session.execute(select(UserTable.id, UserTable.name, UserTable.email).where(UserTable.id.in_(ids)))
    return {user_id: name or email for user_id, name, email in rows}
