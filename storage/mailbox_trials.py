"""Trying a mailbox's settings before they are used: a page asks, the mail process connects, the page shows.

The web process makes no connection of its own, so a page can reach no other server than those the mail process may.
"""

import json
import zlib
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select
from sqlalchemy.orm import Session

from models.errors import NotFound, StorageError
from models.mailboxes import MailboxSettings
from models.tables.base import new_id
from models.tables.mailboxes import MailboxTrialTable
from storage.audit import lock_organisation
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.rows import Trial, TrialStep

UNREADABLE = TrialStep("open", False, "What was to be tried cannot be read any more. Test again.")
TAKEN_FOR = timedelta(minutes=2)  # after that whoever took it is dead
KEPT_FOR = timedelta(days=1)
WAITING = 5  # of one organisation; the next takes the place of the oldest, so that nobody fills the queue for others


def ask_trial(house: House, org_id: str, settings: MailboxSettings) -> str:
    """Ask the mail process to try these settings; the trial's id. InvalidInput names what cannot be tried at all."""
    settings.check()
    with house.session(write=True) as session:
        lock_organisation(session, org_id)
        row = MailboxTrialTable(id=new_id(), organisation_id=org_id, created_at=now(session))
        row.settings = seal(session, org_id, org_id, settings.to_plain(), f"trial:{row.id}")
        session.execute(delete(MailboxTrialTable).where(MailboxTrialTable.id.in_(_surplus(org_id))))
        session.add(row)
        return row.id


def take_trial(house: House) -> tuple[str, str, MailboxSettings] | None:
    """The oldest trial that nobody has in hand: its organisation, its id, its settings. For the mail process only.

    None also when it cannot be opened: then it has failed, and hinders no other.
    """
    with house.session() as session:
        if session.scalar(select(MailboxTrialTable.id).where(_waiting(now(session))).limit(1)) is None:
            return None
    with house.session(write=True) as session:
        oldest = select(MailboxTrialTable).where(_waiting(now(session))).order_by(MailboxTrialTable.created_at)
        row = session.scalar(oldest.limit(1).with_for_update(skip_locked=True))
        if row is None:
            return None
        row.begun_at = now(session)
        settings = _opened(session, row)
        if settings is None:
            _end(session, row, (UNREADABLE,))
            return None
        return row.organisation_id, row.id, settings


def end_trial(house: House, org_id: str, trial_id: str, steps: tuple[TrialStep, ...]) -> None:
    """Write down how it went; the settings are forgotten."""
    mine = and_(MailboxTrialTable.organisation_id == org_id, MailboxTrialTable.id == trial_id)
    with house.session(write=True) as session:
        row = session.scalar(select(MailboxTrialTable).where(mine))
        if row is not None:
            _end(session, row, steps)


def forget_trials(house: House) -> None:
    """Trials older than a day go, also those that nobody took, and their secrets with them."""
    with house.session(write=True) as session:
        session.execute(delete(MailboxTrialTable).where(MailboxTrialTable.created_at < now(session) - KEPT_FOR))


def load_trial(house: House, org_id: str, trial_id: str) -> Trial:
    """How a trial goes. NotFound when the organisation has none of this id, or it is a day old."""
    mine = and_(MailboxTrialTable.organisation_id == org_id, MailboxTrialTable.id == trial_id)
    with house.session() as session:
        row = session.scalar(select(MailboxTrialTable).where(mine))
        in_hand = session.scalar(select(MailboxTrialTable.id).where(_in_hand(now(session))).limit(1))
    if row is None:
        raise NotFound("There is no such trial.")
    steps = tuple(TrialStep(**step) for step in json.loads(row.steps or "[]"))
    return Trial(row.id, row.created_at, row.begun_at, row.ended_at, steps, others=in_hand not in {None, row.id})


def _surplus(org_id: str) -> Select[tuple[str]]:
    """The ids of trials that nobody began, but for those that may wait beside one more."""
    mine = and_(MailboxTrialTable.organisation_id == org_id, MailboxTrialTable.begun_at.is_(None))
    newest_first = select(MailboxTrialTable.id).where(mine).order_by(MailboxTrialTable.created_at.desc())
    return newest_first.offset(WAITING - 1).limit(1000)


def _opened(session: Session, row: MailboxTrialTable) -> MailboxSettings | None:
    """The settings; None when the organisation's key was destroyed, or another version or hand wrote them."""
    try:
        plain = unseal(session, row.organisation_id, row.organisation_id, row.settings, f"trial:{row.id}")
        return None if plain is None else MailboxSettings.from_plain(plain)
    except (StorageError, ValueError, TypeError, AttributeError, zlib.error):
        return None


def _end(session: Session, row: MailboxTrialTable, steps: tuple[TrialStep, ...]) -> None:
    row.ended_at, row.settings = now(session), None
    row.steps = json.dumps([asdict(step) for step in steps])


def _in_hand(moment: datetime) -> ColumnElement[bool]:
    return and_(MailboxTrialTable.ended_at.is_(None), MailboxTrialTable.begun_at >= moment - TAKEN_FOR)


def _waiting(moment: datetime) -> ColumnElement[bool]:
    fresh = or_(MailboxTrialTable.begun_at.is_(None), MailboxTrialTable.begun_at < moment - TAKEN_FOR)
    return and_(MailboxTrialTable.ended_at.is_(None), fresh)
