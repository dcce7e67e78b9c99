"""Notices: who is told what, where, and that each reads their own."""

from datetime import timedelta

import pytest
from sqlalchemy import event, update

from models.actors import Actor
from models.errors import DamagedDocument, PasswordNeeded
from models.mailboxes import MailboxSettings
from models.notices import ON_SCREEN, Notice, Pace
from models.tables.mailboxes import MailboxTable
from models.tables.notices import NoticeTable
from storage.access import Role, create_user, load_session, sign_in
from storage.database import now
from storage.house import House
from storage.jobs import fail_job
from storage.mailboxes import add_mailbox, lease_mailbox, list_watched, note_problem
from storage.notices import forget_notices, list_notices, note, read_notice, read_notices
from storage.preferences import choose_notices
from tests.storage.samples import CLERK, SYSTEM, claim, receive

PASSWORD = "a long enough secret"
MAILBOX = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="secret word")

pytestmark = pytest.mark.usefixtures("quick_hashes")


def person(house: House, org: str, role: Role) -> str:
    return create_user(house, org, f"{role.value}@example.com", PASSWORD, role, actor=SYSTEM)


def kinds(house: House, org: str, user_id: str) -> list[Notice]:
    return [row.kind for row in list_notices(house, org, user_id)]


def fail(house: House, org: str, error: DamagedDocument | PasswordNeeded, content: bytes = b"broken") -> str:
    document_id = receive(house, org, content, f"{content.decode()}.pdf")
    fail_job(house, claim(house), error)
    return document_id


def test_who_may_help_is_told_that_a_document_was_not_read(house: House, org: str, other_org: str) -> None:
    people = {role: person(house, org, role) for role in Role}
    stranger = create_user(house, other_org, "x@example.com", PASSWORD, Role.ADMINISTRATOR, actor=SYSTEM)
    document_id = fail(house, org, DamagedDocument("It is torn."))
    fail(house, org, PasswordNeeded("It asks for a password."), b"locked")
    told = {role for role, user_id in people.items() if kinds(house, org, user_id)}
    assert told == {Role.ADMINISTRATOR, Role.APPROVER, Role.REVIEWER}
    assert kinds(house, org, people[Role.REVIEWER]) == [Notice.PASSWORD, Notice.FAILED]
    oldest = list_notices(house, org, people[Role.REVIEWER])[-1]
    assert (oldest.document_id, oldest.document_name, oldest.state) == (document_id, "broken.pdf", "quarantined")
    assert list_notices(house, other_org, stranger) == ()


def test_nobody_is_told_what_they_do_not_want_to_hear(house: House, org: str) -> None:
    clerk = person(house, org, Role.REVIEWER)
    actor = Actor("user", clerk, "Clerk")
    choose_notices(house, org, actor=actor, screen=[Notice.PASSWORD], mail=[Notice.FAILED], pace=Pace.DAILY)
    fail(house, org, DamagedDocument("It is torn."))
    assert kinds(house, org, clerk) == []  # it is only mailed
    fail(house, org, PasswordNeeded("It asks for a password."), b"locked")
    assert kinds(house, org, clerk) == [Notice.PASSWORD]


def test_one_person_is_told_and_not_who_did_it(house: House, org: str) -> None:
    ana, ben = person(house, org, Role.REVIEWER), person(house, org, Role.APPROVER)
    document_id = receive(house, org)
    with house.session(write=True) as session:
        note(session, org, Notice.ASSIGNED, document_id=document_id, user_id=ana, by=ben)
        note(session, org, Notice.ASSIGNED, document_id=document_id, user_id=ben, by=ben)
    assert (kinds(house, org, ana), kinds(house, org, ben)) == ([Notice.ASSIGNED], [])


def test_what_was_read_is_counted_no_more(house: House, org: str) -> None:
    boss, clerk = person(house, org, Role.ADMINISTRATOR), person(house, org, Role.REVIEWER)
    token = sign_in(house, "administrator@example.com", PASSWORD)
    for n in range(3):
        fail(house, org, DamagedDocument("It is torn."), b"broken %d" % n)
    assert unread(house, token) == 3
    first = list_notices(house, org, boss)[0]
    assert read_notice(house, org, clerk, first.id) is None  # that of somebody else
    assert unread(house, token) == 3
    read = read_notice(house, org, boss, first.id)
    assert read is not None
    assert read.document_id == first.document_id
    assert unread(house, token) == 2
    read_notices(house, org, boss)
    assert unread(house, token) == 0
    assert len(kinds(house, org, clerk)) == 3
    assert {row.read_at for row in list_notices(house, org, clerk)} == {None}


def unread(house: House, token: str) -> int:
    """As every page counts them: with the session, by one query."""
    statements: list[str] = []
    heard = lambda *asked: statements.append(asked[2])  # noqa: E731 - a listener
    event.listen(house.database.reader, "before_cursor_execute", heard)
    session = load_session(house, token)
    event.remove(house.database.reader, "before_cursor_execute", heard)
    assert session is not None
    assert len([text for text in statements if "FROM sessions" in text]) == 1
    assert len(statements) <= 2  # one may ask what time it is
    return session.unread


def test_a_mailbox_that_stopped_is_told_once_and_only_when_that_lasts(house: House, org: str) -> None:
    boss, clerk = person(house, org, Role.ADMINISTRATOR), person(house, org, Role.REVIEWER)
    add_mailbox(house, org, MAILBOX, actor=CLERK)
    (watched,) = list_watched(house)
    lease_mailbox(house, watched, "watcher", 60)
    note_problem(house, watched, "watcher", "no_answer", "It does not answer.")
    assert kinds(house, org, boss) == []
    with house.session(write=True) as session:
        session.execute(update(MailboxTable).values(problem_since=now(session) - timedelta(minutes=11)))
    for _ in range(2):
        note_problem(house, watched, "watcher", "no_answer", "It does not answer.")
    (row,) = list_notices(house, org, boss)
    assert (row.kind, row.mailbox_id, row.mailbox_name) == (Notice.MAILBOX, watched.id, "Invoices")
    assert kinds(house, org, clerk) == []


def test_notices_go_after_three_months(house: House, org: str) -> None:
    clerk = person(house, org, Role.REVIEWER)
    fail(house, org, DamagedDocument("It is torn."))
    forget_notices(house)
    assert len(kinds(house, org, clerk)) == 1
    with house.session(write=True) as session:
        session.execute(update(NoticeTable).values(at=now(session) - timedelta(days=91)))
    forget_notices(house)
    assert kinds(house, org, clerk) == []


def test_all_but_what_the_inbox_says_is_shown_at_first() -> None:
    assert set(Notice) - ON_SCREEN == {Notice.TO_REVIEW}
