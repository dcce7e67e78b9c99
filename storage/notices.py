"""Notices: what people are told. Written in the transaction of what happened, one for each person who wants to know.

Who may be told follows from their role, and whether they are, from what they chose. A notice names a document or a
mailbox and says nothing of what is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, delete, exists, func, select, update
from sqlalchemy.orm import Session

from models.notices import Notice
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.mailboxes import MailboxTable
from models.tables.notices import NoticeTable, PreferencesTable
from models.tables.people import MembershipTable, SessionTable
from storage.database import now
from storage.house import House
from storage.preferences import preferences_of
from storage.roles import Action, may

AUDIENCE: Mapping[Notice, Action] = {
    Notice.TO_REVIEW: Action.CORRECT,
    Notice.ASSIGNED: Action.CORRECT,
    Notice.ASKED: Action.CORRECT,
    Notice.PASSWORD: Action.REREAD,
    Notice.FAILED: Action.REREAD,
    Notice.MAILBOX: Action.MANAGE,
    Notice.DRIFT: Action.MANAGE,
}
KEPT_FOR = timedelta(days=90)
SHOWN = 100
NO_STATES: Mapping[State, Notice] = {
    State.WAITING: Notice.PASSWORD,
    State.FAILED: Notice.FAILED,
    State.QUARANTINED: Notice.FAILED,
}
"""The states in which a document has not been read, and what people are told then."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as a list shows it, with the names of today; `state` is that of its document now."""

    id: str
    kind: Notice
    at: datetime
    read_at: datetime | None
    document_id: str | None
    document_name: str | None
    state: State | None
    mailbox_id: str | None
    mailbox_name: str | None


def note(
    session: Session,
    org_id: str,
    kind: Notice,
    *,
    document_id: str | None = None,
    mailbox_id: str | None = None,
    user_id: str | None = None,
    by: str | None = None,
) -> None:
    """Tell everybody who may and wants to know, or `user_id` alone, inside the caller's transaction.

    `by` did it, and needs not be told.
    """
    theirs = and_(PreferencesTable.organisation_id == org_id, PreferencesTable.user_id == MembershipTable.user_id)
    members = select(MembershipTable.user_id, MembershipTable.role, PreferencesTable).outerjoin(
        PreferencesTable, theirs
    )
    wanted = [MembershipTable.organisation_id == org_id]
    wanted += [MembershipTable.user_id == user_id] if user_id else []
    moment = now(session)
    for member, role, row in session.execute(members.where(*wanted)).all():
        chosen = preferences_of(row)
        shown, to_mail = kind in chosen.screen, kind in chosen.mail
        if member != by and may(role, AUDIENCE[kind]) and (shown or to_mail):
            about = {"document_id": document_id, "mailbox_id": mailbox_id}
            mine = {"organisation_id": org_id, "user_id": member, "kind": kind.value, "at": moment}
            session.add(NoticeTable(**mine, **about, shown=shown, to_mail=to_mail))
    session.flush()


def note_stopped(session: Session, mailbox: MailboxTable, since: datetime) -> None:
    """Tell once that a mailbox has not been looked through since then, inside the caller's transaction."""
    mine = and_(NoticeTable.organisation_id == mailbox.organisation_id, NoticeTable.mailbox_id == mailbox.id)
    if not session.scalar(select(exists().where(mine, NoticeTable.at >= since))):
        note(session, mailbox.organisation_id, Notice.MAILBOX, mailbox_id=mailbox.id)


def unread_of_session() -> ScalarSelect[int]:
    """How many notices the person of a session has not read, as a column beside its row."""
    mine = and_(
        NoticeTable.organisation_id == SessionTable.organisation_id, NoticeTable.user_id == SessionTable.user_id
    )
    counted = select(func.count()).where(mine, NoticeTable.shown, NoticeTable.read_at.is_(None))
    return counted.correlate(SessionTable).scalar_subquery()


def list_notices(house: House, org_id: str, user_id: str) -> tuple[NoticeRow, ...]:
    """The newest notices on a person's screen."""
    columns = (DocumentTable.name, DocumentTable.state, MailboxTable.name)
    statement = (
        select(NoticeTable, *columns)
        .outerjoin(DocumentTable, DocumentTable.id == NoticeTable.document_id)
        .outerjoin(MailboxTable, MailboxTable.id == NoticeTable.mailbox_id)
        .where(_mine(org_id, user_id), NoticeTable.shown)
        .order_by(NoticeTable.at.desc(), NoticeTable.id.desc())
    )
    with house.session() as session:
        return tuple(_row(*found) for found in session.execute(statement.limit(SHOWN)))


def read_notice(house: House, org_id: str, user_id: str, notice_id: str) -> NoticeRow | None:
    """Mark one as read, and return it; None when the person has none of this id."""
    found = next((row for row in list_notices(house, org_id, user_id) if row.id == notice_id), None)
    if found is not None and found.read_at is None:
        _mark(house, and_(_mine(org_id, user_id), NoticeTable.id == notice_id))
    return found


def read_notices(house: House, org_id: str, user_id: str) -> None:
    """Mark all as read."""
    _mark(house, _mine(org_id, user_id))


def forget_notices(house: House) -> None:
    """Notices older than three months go."""
    with house.session(write=True) as session:
        session.execute(delete(NoticeTable).where(NoticeTable.at < now(session) - KEPT_FOR))


def _mine(org_id: str, user_id: str) -> ColumnElement[bool]:
    return and_(NoticeTable.organisation_id == org_id, NoticeTable.user_id == user_id)


def _mark(house: House, which: ColumnElement[bool]) -> None:
    with house.session(write=True) as session:
        session.execute(update(NoticeTable).where(which, NoticeTable.read_at.is_(None)).values(read_at=now(session)))


def _row(row: NoticeTable, document: str | None, state: str | None, mailbox: str | None) -> NoticeRow:
    now_in = State(state) if state else None
    about = (row.document_id, document, now_in, row.mailbox_id, mailbox)
    return NoticeRow(row.id, Notice(row.kind), row.at, row.read_at, *about)
