"""The policy of an organisation: what it bears, whether it is switched on, and the threshold that follows.

Everybody who reads or writes it to change it holds the organisation's row, which is the last lock of a transaction.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput, NotAllowed
from models.notices import Notice
from models.risk_control import Reviewed
from models.standing import Reason, Standing, standing
from models.tables.automation import EVIDENCE, AssessmentTable, AutomationTable
from models.tables.people import MembershipTable, UserTable
from models.unseen import Mode, Policy
from storage import audit
from storage.database import now
from storage.house import House
from storage.notices import note
from storage.roles import Action, may

ACTOR = Actor.system("policy")
NEWEST = 5000
"""So many of the newest reviewed documents count; older ones say little of today's."""
BOUNDS = (10, 10_000)
SAMPLES = (2, 100)


def load_policy(house: House, org_id: str) -> Policy:
    """The policy as it stands; that of the start when nobody has touched it."""
    with house.session() as session:
        return policy_of(session, org_id)


def policy_of(session: Session, org_id: str) -> Policy:
    """The same, inside the caller's transaction."""
    row = _find(session, org_id)
    return Policy() if row is None else Policy(Mode(row.mode), row.bound, row.sample, row.threshold, row.reader)


def set_policy(
    house: House, org_id: str, *, actor: Actor, bound: int | None = None, sample: int | None = None
) -> Policy:
    """What is borne, or how many are reviewed all the same; None leaves it. InvalidInput, NotAllowed."""
    if bound is not None and not BOUNDS[0] <= bound <= BOUNDS[1]:
        raise InvalidInput(f"At most 1 in {BOUNDS[0]} to 1 in {BOUNDS[1]} may be wrong.")
    if sample is not None and not SAMPLES[0] <= sample <= SAMPLES[1]:
        raise InvalidInput(f"Between 1 in {SAMPLES[0]} and 1 in {SAMPLES[1]} are reviewed all the same.")
    with house.session(write=True) as session:
        row = _hold(session, org_id, actor)
        before = {"bound": row.bound, "sample": row.sample}
        row.bound, row.sample = bound or row.bound, sample or row.sample
        after = {"bound": row.bound, "sample": row.sample}
        if after != before:
            row.changed_at = now(session)
            audit.record(session, org_id, "automation_set", actor=actor, before=before, after=after)
            evaluate(session, org_id)
        return policy_of(session, org_id)


def switch(house: House, org_id: str, mode: Mode, *, actor: Actor) -> Policy:
    """On, or back to shadow, where everything is reviewed. NotAllowed for who does not administer the organisation."""
    with house.session(write=True) as session:
        row = _hold(session, org_id, actor)
        if row.mode != mode:
            _switch(session, row, mode, actor, "asked")
        evaluate(session, org_id)
        return policy_of(session, org_id)


def administrator(house: House, org_id: str, email: str) -> Actor:
    """The person with this e-mail address as an actor. NotAllowed when they do not administer the organisation."""
    mine = and_(MembershipTable.user_id == UserTable.id, MembershipTable.organisation_id == org_id)
    statement = select(UserTable.id, UserTable.name, UserTable.email, MembershipTable.role).join(MembershipTable, mine)
    with house.session() as session:
        found = session.execute(statement.where(UserTable.email == email.strip().casefold())).first()
    if found is None or not may(found.role, Action.MANAGE):
        raise NotAllowed("Nobody with this e-mail address administers this organisation.")
    return Actor("user", found.id, found.name or found.email)


def evaluate(session: Session, org_id: str) -> None:
    """Find the threshold anew from all that was reviewed; a move is a row in the audit trail, with its reason.

    When documents drift, what was reviewed before is no evidence any more, and an administrator must switch on again.
    """
    audit.lock_organisation(session, org_id)
    reader = newest_reader(session, org_id)
    row = _find(session, org_id)
    policy = policy_of(session, org_id)
    found = standing(load_reviewed(session, org_id, reader, row.since if row else None), policy.share)
    if row is None and found.threshold is None and found.reason is not Reason.DRIFT:
        return
    _move(session, row or _add(session, org_id), found, reader)


def load_reviewed(session: Session, org_id: str, reader: str, since: datetime | None) -> list[Reviewed]:
    """What was decided about documents that nothing stood against, the oldest decision first."""
    columns = select(AssessmentTable.score, AssessmentTable.wrong)
    mine = columns.where(AssessmentTable.organisation_id == org_id, AssessmentTable.reader == reader)
    decided = mine.where(EVIDENCE)
    if since is not None:
        decided = decided.where(AssessmentTable.at > since)
    newest = decided.order_by(AssessmentTable.decided_at.desc(), AssessmentTable.document_id.desc()).limit(NEWEST)
    return [Reviewed(score, bool(wrong)) for score, wrong in reversed(session.execute(newest).all())]


def newest_reader(session: Session, org_id: str) -> str:
    """The version that read the newest document; empty when there is none."""
    mine = select(AssessmentTable.reader).where(AssessmentTable.organisation_id == org_id)
    return session.scalar(mine.order_by(AssessmentTable.at.desc(), AssessmentTable.document_id.desc()).limit(1)) or ""


def evidence_since(session: Session, org_id: str) -> datetime | None:
    """From when on documents count; None when all do."""
    row = _find(session, org_id)
    return row.since if row else None


def _move(session: Session, row: AutomationTable, found: Standing, reader: str) -> None:
    before = _told(row)
    row.threshold, row.reason, row.reader = found.threshold, found.reason.value, reader
    if found.reason is Reason.DRIFT:
        row.since = now(session)
        if row.mode == Mode.ON:
            _switch(session, row, Mode.SHADOW, ACTOR, Reason.DRIFT.value)
            note(session, row.organisation_id, Notice.DRIFT)
    after = _told(row)
    if (before["threshold"], before["reader"]) != (after["threshold"], after["reader"]):
        row.changed_at = now(session)
        counts = {"wrong": found.wrong, "of": found.of}
        audit.record(
            session, row.organisation_id, "automation_moved", actor=ACTOR, before=before, after={**after, **counts}
        )


def _switch(session: Session, row: AutomationTable, mode: Mode, actor: Actor, reason: str) -> None:
    before, row.mode, row.changed_at = row.mode, mode.value, now(session)
    after = {"mode": row.mode, "bound": row.bound, "reason": reason}
    event = "automation_switched_on" if mode is Mode.ON else "automation_switched_off"
    audit.record(session, row.organisation_id, event, actor=actor, before={"mode": before}, after=after)


def _told(row: AutomationTable) -> dict[str, Any]:
    return {"threshold": row.threshold, "reason": row.reason, "reader": row.reader, "bound": row.bound}


def _hold(session: Session, org_id: str, actor: Actor) -> AutomationTable:
    """The policy's row, held and there, for an administrator."""
    audit.lock_organisation(session, org_id)
    mine = and_(MembershipTable.organisation_id == org_id, MembershipTable.user_id == actor.id)
    role = session.scalar(select(MembershipTable.role).where(mine)) if actor.kind == "user" else None
    if not may(role, Action.MANAGE):
        raise NotAllowed("Only an administrator of the organisation may say what is booked unseen.")
    return _find(session, org_id) or _add(session, org_id)


def _find(session: Session, org_id: str) -> AutomationTable | None:
    statement = select(AutomationTable).where(AutomationTable.organisation_id == org_id)
    return session.scalar(statement.execution_options(populate_existing=True))


def _add(session: Session, org_id: str) -> AutomationTable:
    start = Policy()
    row = AutomationTable(organisation_id=org_id, mode=start.mode.value, bound=start.bound, sample=start.sample)
    row.reader, row.reason, row.changed_at = "", Reason.TOO_FEW.value, now(session)
    session.add(row)
    session.flush()
    return row
