"""How an organisation stands with what is booked unseen, in figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.risk_control import Reviewed
from models.standing import Standing, reviews_missing, standing
from models.tables.automation import AssessmentTable
from models.unseen import Lane, Policy
from storage.automation import evidence_since, load_reviewed, newest_reader, policy_of
from storage.house import House

PASSED = (Lane.SHADOW.value, Lane.BLIND.value, Lane.UNSEEN.value)


@dataclass(frozen=True, slots=True)
class AutomationFigures:
    """All of the version that read the newest document, and since the evidence counts.

    `evidence` are the reviewed documents that the threshold follows from, the oldest decision first: `reviewed` in
    number, `wrong` of them wrong; `missing` are still to be reviewed before there can be a threshold. `assessed`
    documents were read; `passed` of them reached the threshold of their time: `checked` of these a person decided,
    `checked_wrong` were wrong; `unseen` were booked without a person, `complained` of these were found wrong
    afterwards. `obstacles` counts what stood against the others.
    """

    policy: Policy
    standing: Standing
    since: datetime | None
    evidence: Sequence[Reviewed]
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
        counts = _counts(session, org_id, reader, since)
    lanes = {lane: _sum(count for (other, _), count in counts.items() if other == lane) for lane, _ in counts}
    obstacles = {word: _sum(count for (_, other), count in counts.items() if other == word).all for _, word in counts}
    sighted = [lanes.get(lane, _NONE) for lane in (Lane.SHADOW.value, Lane.BLIND.value)]
    unseen = lanes.get(Lane.UNSEEN.value, _NONE)
    return AutomationFigures(
        policy=policy,
        standing=standing(reviewed, policy.share),
        since=since,
        evidence=reviewed,
        reviewed=len(reviewed),
        wrong=sum(document.wrong for document in reviewed),
        missing=reviews_missing(reviewed, policy.share),
        assessed=sum(count.all for count in lanes.values()),
        passed=sum(lanes[lane].all for lane in PASSED if lane in lanes),
        checked=sum(count.decided for count in sighted),
        checked_wrong=sum(count.wrong for count in sighted),
        unseen=unseen.all,
        complained=unseen.wrong,
        obstacles={word: many for word, many in obstacles.items() if word},
    )


@dataclass(frozen=True, slots=True)
class _Count:
    all: int
    decided: int
    wrong: int


_NONE = _Count(0, 0, 0)


def _sum(counts: Iterable[_Count]) -> _Count:
    found = list(counts)
    return _Count(*(sum(getattr(count, name) for count in found) for name in _Count.__slots__))


def _counts(session: Session, org_id: str, reader: str, since: datetime | None) -> dict[tuple[str, str], _Count]:
    """By lane and obstacle, in one walk of an index that holds all it asks for."""
    table = AssessmentTable
    counts = func.count(), func.count(table.decided_at), func.count().filter(table.wrong.is_(True))
    mine = and_(table.organisation_id == org_id, table.reader == reader)
    statement = select(table.lane, table.obstacle, *counts).where(mine)
    if since is not None:
        statement = statement.where(table.at > since)
    rows = session.execute(statement.group_by(table.lane, table.obstacle))
    return {(lane, obstacle): _Count(*found) for lane, obstacle, *found in rows}
