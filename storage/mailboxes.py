"""Mailboxes that are watched: their settings, who watches them, and how that goes.

Secrets are encrypted with the organisation's key and handed out to watchers only, never to a page.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput, NotFound, StateConflict
from models.mailboxes import MailboxSettings
from models.messages import told
from models.tables.base import new_id
from models.tables.mailboxes import MailboxTable
from storage import audit
from storage.columns import clean, word
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.notices import note_stopped
from storage.rows import MailboxRow, WatchedMailbox

STOPPED_AFTER = timedelta(minutes=10)  # a problem that lasts so long is told to people
COLUMNS = (
    "name",
    "host",
    "port",
    "security",
    "username",
    "sign_in",
    "folder",
    "since",
    "afterwards",
    "flag",
    "move_to",
)


def add_mailbox(house: House, org_id: str, settings: MailboxSettings, *, actor: Actor) -> str:
    """A new mailbox, watched from now on; its id. InvalidInput names the setting that cannot be used."""
    settings.check()
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        _refuse_twice(session, org_id, settings)
        moment = now(session)
        row = MailboxTable(id=new_id(), organisation_id=org_id, created_at=moment, changed_at=moment)
        row.generation, row.enabled = 1, True
        _write(session, row, settings)
        session.add(row)
        audit.record(session, org_id, "mailbox_added", actor=actor, after=_told(row))
        return row.id


def change_mailbox(
    house: House, org_id: str, mailbox_id: str, settings: MailboxSettings, *, actor: Actor, seen: str | None = None
) -> None:
    """Other settings for a mailbox. Its mails are known again unless host, user or folder are others.

    `seen` is the `changed_at` of what somebody looked at; StateConflict when it was touched since.
    """
    settings.check()
    with house.session(write=True) as session:
        row = _find(session, org_id, mailbox_id, lock=True)
        if seen not in {None, row.changed_at.isoformat()}:
            raise StateConflict("Somebody else changed this mailbox meanwhile.")
        before, place = _told(row), _settings(row).place
        if settings.place != place:
            audit.lock_organisation(session, org_id)
            _refuse_twice(session, org_id, settings)
            row.generation += 1
        _write(session, row, settings)
        row.changed_at = now(session)
        row.problem = row.problem_message = row.problem_since = row.checked_at = None
        audit.record(session, org_id, "mailbox_changed", actor=actor, before=before, after=_told(row))


def switch_mailbox(house: House, org_id: str, mailbox_id: str, *, enabled: bool, actor: Actor) -> None:
    """Watch a mailbox, or leave it alone for a while."""
    with house.session(write=True) as session:
        _switch(session, _find(session, org_id, mailbox_id, lock=True), enabled=enabled, actor=actor)


def switch_all_off(session: Session, *, actor: Actor) -> int:
    """Leave the mailboxes of all organisations alone, inside the caller's transaction; how many were watched."""
    watched = session.scalars(select(MailboxTable).where(MailboxTable.enabled).order_by(MailboxTable.id)).all()
    for row in watched:
        _switch(session, row, enabled=False, actor=actor)
    return len(watched)


def remove_mailbox(house: House, org_id: str, mailbox_id: str, *, actor: Actor) -> None:
    """Watch it no more and forget its secret. Mails and documents that came from it stay."""
    with house.session(write=True) as session:
        row = _find(session, org_id, mailbox_id, lock=True)
        before = _told(row)
        row.enabled, row.secret = False, None
        row.removed_at = row.changed_at = now(session)
        audit.record(session, org_id, "mailbox_removed", actor=actor, before=before)


def list_mailboxes(house: House, org_id: str) -> tuple[MailboxRow, ...]:
    """The mailboxes of an organisation, by name, without those that were removed."""
    mine = and_(MailboxTable.organisation_id == org_id, MailboxTable.removed_at.is_(None))
    with house.session() as session:
        rows = session.scalars(select(MailboxTable).where(mine).order_by(MailboxTable.name, MailboxTable.id))
        return tuple(_row(row) for row in rows)


def load_mailbox(house: House, org_id: str, mailbox_id: str) -> MailboxRow:
    """One mailbox as pages show it. NotFound when the organisation has none of this id."""
    with house.session() as session:
        return _row(_find(session, org_id, mailbox_id))


def load_settings(house: House, org_id: str, mailbox_id: str) -> MailboxSettings:
    """The settings with their secret, for whoever connects. NotFound when it was removed."""
    with house.session() as session:
        row = _find(session, org_id, mailbox_id)
        secret = unseal(session, org_id, org_id, row.secret, f"mailbox:{row.id}")
        return _settings(row).with_secret(secret or {})


def list_watched(house: House) -> tuple[WatchedMailbox, ...]:
    """The mailboxes of all organisations that are to be watched. For the mail process; no page may call this."""
    statement = select(MailboxTable).where(MailboxTable.enabled, MailboxTable.removed_at.is_(None))
    with house.session() as session:
        return tuple(
            WatchedMailbox(row.organisation_id, row.id, row.generation, row.changed_at)
            for row in session.scalars(statement.order_by(MailboxTable.id))
        )


def lease_mailbox(house: House, mailbox: WatchedMailbox, watcher: str, seconds: int) -> bool:
    """Take or keep a mailbox for `watcher`; False while another one holds it, or when it is not watched any more."""
    with house.session(write=True) as session:
        moment = now(session)
        free = or_(MailboxTable.leased_until.is_(None), MailboxTable.leased_until <= moment)
        mine = and_(MailboxTable.id == mailbox.id, MailboxTable.organisation_id == mailbox.organisation_id)
        statement = update(MailboxTable).where(mine, MailboxTable.enabled, or_(free, MailboxTable.watcher == watcher))
        taken = {"watcher": watcher[:200], "leased_until": moment + timedelta(seconds=seconds)}
        return session.execute(statement.values(taken).returning(MailboxTable.id)).first() is not None


def list_free(house: House, watcher: str) -> frozenset[str]:
    """The mailboxes that nobody but `watcher` holds. For the mail process only."""
    with house.session() as session:
        lapsed = or_(MailboxTable.leased_until.is_(None), MailboxTable.leased_until <= now(session))
        free = or_(lapsed, MailboxTable.watcher == watcher)
        mine = select(MailboxTable.id).where(free, MailboxTable.enabled, MailboxTable.removed_at.is_(None))
        return frozenset(session.scalars(mine))


def renew_mailboxes(house: House, watcher: str, mailboxes: Collection[str], seconds: int) -> frozenset[str]:
    """Hold those of the mailboxes that `watcher` still holds, for `seconds` from now; which they are."""
    with house.session(write=True) as session:
        until = now(session) + timedelta(seconds=seconds)
        held = and_(MailboxTable.watcher == watcher, MailboxTable.id.in_(mailboxes), MailboxTable.enabled)
        return frozenset(
            session.scalars(update(MailboxTable).where(held).values(leased_until=until).returning(MailboxTable.id))
        )


def release_mailbox(house: House, mailbox: WatchedMailbox, watcher: str) -> None:
    """Let another watcher have it at once."""
    statement = update(MailboxTable).where(_held(mailbox, watcher))
    with house.session(write=True) as session:
        session.execute(statement.values(watcher=None, leased_until=None))


def keep_refresh_token(house: House, mailbox: WatchedMailbox, token: str) -> None:
    """Keep the refresh token that a token server gave in place of the last one; nothing when somebody typed others."""
    org_id = mailbox.organisation_id
    with house.session(write=True) as session:
        row = _find(session, org_id, mailbox.id, lock=True)
        secret = unseal(session, org_id, org_id, row.secret, f"mailbox:{row.id}") or {}
        if row.changed_at == mailbox.changed_at and secret.get("oauth"):
            secret["oauth"]["refresh_token"] = token
            row.secret = seal(session, org_id, org_id, secret, f"mailbox:{row.id}")


def note_check(house: House, mailbox: WatchedMailbox, watcher: str) -> None:
    """The mailbox was looked through, and all is well."""
    well = {"problem": None, "problem_message": None, "problem_since": None}
    with house.session(write=True) as session:
        session.execute(update(MailboxTable).where(_held(mailbox, watcher)).values(checked_at=now(session), **well))


def note_problem(house: House, mailbox: WatchedMailbox, watcher: str, code: str, message: str) -> None:
    """The mailbox cannot be looked through, and why; since when is kept while it goes on."""
    with house.session(write=True) as session:
        row = session.scalar(select(MailboxTable).where(_held(mailbox, watcher)))
        if row is not None:
            row.problem, row.problem_message = word(code), clean(message)
            row.problem_since = row.problem_since or now(session)
            if row.problem_since <= now(session) - STOPPED_AFTER:
                note_stopped(session, row, row.problem_since)


def _switch(session: Session, row: MailboxTable, *, enabled: bool, actor: Actor) -> None:
    row.enabled, row.changed_at = enabled, now(session)
    row.problem = row.problem_message = row.problem_since = None
    event = "mailbox_enabled" if enabled else "mailbox_disabled"
    audit.record(session, row.organisation_id, event, actor=actor, after={"mailbox": row.id})


def _held(mailbox: WatchedMailbox, watcher: str) -> ColumnElement[bool]:
    mine = and_(MailboxTable.id == mailbox.id, MailboxTable.organisation_id == mailbox.organisation_id)
    return and_(mine, MailboxTable.watcher == watcher)


def _find(session: Session, org_id: str, mailbox_id: str, *, lock: bool = False) -> MailboxTable:
    mine = and_(MailboxTable.organisation_id == org_id, MailboxTable.id == mailbox_id)
    statement = select(MailboxTable).where(mine, MailboxTable.removed_at.is_(None))
    found = session.scalar(statement.with_for_update(key_share=True) if lock else statement)
    if found is None:
        raise NotFound("There is no such mailbox.")
    return found


def _refuse_twice(session: Session, org_id: str, settings: MailboxSettings) -> None:
    """Two that watch one folder would take its mails from each other. The caller holds the organisation."""
    mine = and_(MailboxTable.organisation_id == org_id, MailboxTable.removed_at.is_(None))
    if any(_settings(row).place == settings.place for row in session.scalars(select(MailboxTable).where(mine))):
        message = told(
            "This folder of this user is among the mailboxes already. Change that one, or name another folder."
        )
        raise InvalidInput(message, "folder")


def _write(session: Session, row: MailboxTable, settings: MailboxSettings) -> None:
    for column in COLUMNS:
        setattr(row, column, getattr(settings, column))
    row.secret = seal(session, row.organisation_id, row.organisation_id, settings.secret, f"mailbox:{row.id}")


def _settings(row: MailboxTable) -> MailboxSettings:
    """The settings without their secret."""
    return MailboxSettings.from_plain({column: getattr(row, column) for column in COLUMNS})


def _row(row: MailboxTable) -> MailboxRow:
    return MailboxRow(
        id=row.id,
        settings=_settings(row),
        enabled=row.enabled,
        changed_at=row.changed_at,
        watcher=row.watcher,
        leased_until=row.leased_until,
        checked_at=row.checked_at,
        problem=row.problem,
        problem_message=row.problem_message,
        problem_since=row.problem_since,
    )


def _told(row: MailboxTable) -> dict[str, Any]:
    """What the audit trail keeps of the settings: everything but the secret."""
    values = {column: getattr(row, column) for column in COLUMNS}
    return {"mailbox": row.id, **values, "since": row.since and row.since.isoformat()}
