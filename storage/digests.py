"""What is to be told by mail: who has something waiting, how much of each kind, and when its time has come.

A mail holds counts only. Each person is told in one transaction, which puts the mail into the outbox and marks what it
tells of, so that nothing is told twice, however many processes look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select, update
from sqlalchemy.orm import Session

from models.languages import Language
from models.notices import Notice, Pace, parse_notices
from models.outgoing import Mail
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.notices import NoticeTable, PreferencesTable
from models.tables.people import MembershipTable, OrganisationTable, UserTable
from storage.database import now
from storage.house import House
from storage.notices import AUDIENCE
from storage.outbox import post_mail
from storage.roles import may

QUIET = timedelta(hours=1)  # between two mails that say only that documents wait for review
IN_REVIEW = (State.IN_REVIEW.value, State.READY.value)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is to be told: how many of each kind, none of them 0, of what happened up to `until`.

    `mailed_at` is when they were told last; it is compared before anything is written.
    """

    organisation_id: str
    organisation_name: str
    user_id: str
    email: str
    language: Language | None
    pace: Pace
    counts: Mapping[Notice, int]
    until: datetime
    mailed_at: datetime | None


def list_digests(house: House, hour: int) -> list[Digest]:
    """Everybody who is to be told something now; daily mails go out at `hour`, in UTC. For the mail process only."""
    theirs = and_(
        MembershipTable.organisation_id == PreferencesTable.organisation_id,
        MembershipTable.user_id == PreferencesTable.user_id,
    )
    statement = (
        select(PreferencesTable, MembershipTable.role, OrganisationTable.name, UserTable)
        .join(MembershipTable, theirs)
        .join(OrganisationTable, OrganisationTable.id == PreferencesTable.organisation_id)
        .join(UserTable, UserTable.id == PreferencesTable.user_id)
        .where(PreferencesTable.mail != "")
    )
    with house.session() as session:
        found = [_digest(session, row, hour) for row in session.execute(statement).all()]
    return [digest for digest in found if digest is not None and digest.counts]


def post_digest(house: House, digest: Digest, mail: Mail) -> bool:
    """Put the mail into the outbox; False when the person was told meanwhile, or chose otherwise."""
    mine = (digest.organisation_id, digest.user_id)
    with house.session(write=True) as session:
        row = session.get(PreferencesTable, mine, with_for_update={"key_share": True}, populate_existing=True)
        if row is None or row.mailed_at != digest.mailed_at or not row.mail:
            return False
        post_mail(session, digest.organisation_id, mail)
        told = _unmailed(*mine, digest.until)
        session.execute(update(NoticeTable).where(told).values(to_mail=False))
        row.mailed_at = now(session)
        return True


def last_hour(moment: datetime, hour: int) -> datetime:
    """The last time it was `hour` o'clock.

    >>> from datetime import UTC
    >>> str(last_hour(datetime(2026, 3, 2, 4, 30, tzinfo=UTC), 5))
    '2026-03-01 05:00:00+00:00'
    """
    today = moment.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today <= moment else today - timedelta(days=1)


def _digest(session: Session, found: Row[Any], hour: int) -> Digest | None:
    """None when it is not the time."""
    row, role, organisation, user = found
    pace, org_id = Pace(row.pace), row.organisation_id
    until = last_hour(now(session), hour) if pace is Pace.DAILY else now(session)
    if row.mailed_at is not None and row.mailed_at >= until:
        return None
    counted = select(NoticeTable.kind, func.count()).where(_unmailed(org_id, user.id, until)).group_by(NoticeTable.kind)
    counts = {Notice(kind): number for kind, number in session.execute(counted) if may(role, AUDIENCE[Notice(kind)])}
    if Notice.TO_REVIEW in parse_notices(row.mail) and may(role, AUDIENCE[Notice.TO_REVIEW]):
        counts |= _to_review(session, row, pace, until)
    language = Language(user.language) if user.language in set(Language) else None
    return Digest(org_id, organisation, user.id, user.email, language, pace, counts, until, row.mailed_at)


def _to_review(session: Session, row: PreferencesTable, pace: Pace, until: datetime) -> dict[Notice, int]:
    """How many documents wait: once a day all of them; at once only when some came, and not again and again."""
    waiting = and_(DocumentTable.organisation_id == row.organisation_id, DocumentTable.state.in_(IN_REVIEW))
    came = DocumentTable.changed_at <= until
    if pace is Pace.AT_ONCE and row.mailed_at is not None:
        if row.mailed_at > until - QUIET:
            return {}
        came = DocumentTable.changed_at > row.mailed_at
    if session.scalar(select(DocumentTable.id).where(waiting, came).limit(1)) is None:
        return {}
    number = session.scalar(select(func.count()).select_from(DocumentTable).where(waiting)) or 0
    return {Notice.TO_REVIEW: number}


def _unmailed(org_id: str, user_id: str, until: datetime) -> ColumnElement[bool]:
    mine = and_(NoticeTable.organisation_id == org_id, NoticeTable.user_id == user_id)
    return and_(mine, NoticeTable.to_mail, NoticeTable.at <= until)
