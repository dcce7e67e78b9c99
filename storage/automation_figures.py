"""How an organisation stands with what is booked unseen, in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.standing import Standing, reviews_missing, standing
from models.tables.automation import AssessmentTable
from models.unseen import Lane, Policy
from storage.automation import evidence_since, load_reviewed, newest_reader, policy_of
from storage.house import House

PASSED = (Lane.SHADOW.value, Lane.BLIND.value, Lane.UNSEEN.value)


@dataclass(frozen=True, slots=True)
class AutomationFigures:
    """All of the version that read the newest document, and since the evidence counts.

    `reviewed` documents nothing stood against, `wrong` of them were wrong; `missing` are still to be reviewed before
    there can be a threshold. `assessed` documents were read; `passed` of them reached the threshold of their time:
    `checked` of these a person decided, `checked_wrong` were wrong; `unseen` were booked without a person, `complained`
    of these were found wrong afterwards. `obstacles` counts what stood against the others.
    """

    policy: Policy
    standing: Standing
    since: datetime | None
    reviewed: int
    wrong: int
    missing: int
    assessed: int
    passed: int
    checked: int
    checked_wrong: int
    unseen: int
    complained: int
    obstacles: Mapping[str, int]


def load_automation(house: House, org_id: str) -> AutomationFigures:
    with house.session() as session:
        policy, since, reader = (
            policy_of(session, org_id),
            evidence_since(session, org_id),
            newest_reader(session, org_id),
        )
        reviewed = load_reviewed(session, org_id, reader, since)
        lanes = _lanes(session, org_id, reader, since)
        obstacles = _obstacles(session, org_id, reader, since)
    sighted = [lanes.get(lane, _NONE) for lane in (Lane.SHADOW.value, Lane.BLIND.value)]
    unseen = lanes.get(Lane.UNSEEN.value, _NONE)
    return AutomationFigures(
        policy=policy,
        standing=standing(reviewed, policy.share),
        since=since,
        reviewed=len(reviewed),
        wrong=sum(document.wrong for document in reviewed),
        missing=reviews_missing(reviewed, policy.share),
        assessed=sum(count.all for count in lanes.values()),
        passed=sum(lanes[lane].all for lane in PASSED if lane in lanes),
        checked=sum(count.decided for count in sighted),
        checked_wrong=sum(count.wrong for count in sighted),
        unseen=unseen.all,
        complained=unseen.wrong,
        obstacles=obstacles,
    )


@dataclass(frozen=True, slots=True)
class _Count:
    all: int
    decided: int
    wrong: int


_NONE = _Count(0, 0, 0)


def _lanes(session: Session, org_id: str, reader: str, since: datetime | None) -> dict[str, _Count]:
    table = AssessmentTable
    counts = func.count(), func.count(table.decided_at), func.count().filter(table.wrong.is_(True))
    statement = select(table.lane, *counts).where(table.organisation_id == org_id, table.reader == reader)
    if since is not None:
        statement = statement.where(table.at > since)
    return {lane: _Count(*found) for lane, *found in session.execute(statement.group_by(table.lane))}


def _obstacles(session: Session, org_id: str, reader: str, since: datetime | None) -> dict[str, int]:
    table = AssessmentTable
    mine = and_(table.organisation_id == org_id, table.reader == reader, table.obstacle != "")
    statement = select(table.obstacle, func.count().label("many")).where(mine)
    if since is not None:
        statement = statement.where(table.at > since)
    return {row.obstacle: row.many for row in session.execute(statement.group_by(table.obstacle))}
