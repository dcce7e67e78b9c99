"""Mailboxes for tests: what an administrator types, and what the mail process writes down."""

from sqlalchemy import update

from models.actors import Actor
from models.mailboxes import MailboxSettings
from models.tables.mailboxes import MailTable
from storage.database import now
from storage.mailboxes import add_mailbox, lease_mailbox, list_watched
from storage.mails import receive_mail
from storage.rows import MailPlace, WatchedMailbox
from tests.review_ui.houses import Seeded

WATCHER = "test"
VALIDITY = 1_700_000_000
SECRET = "the secret of the mailbox"
SETTINGS = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password=SECRET)
TYPED = {
    "name": "Invoices",
    "host": "imap.example.com",
    "username": "ap@example.com",
    "security": "tls",
    "port": "",
    "sign_in": "password",
    "password": SECRET,
    "folder": "INBOX",
    "since": "2026-03-01",
    "afterwards": "leave",
}
SETUP = Actor.system("setup")


def add(seeded: Seeded, settings: MailboxSettings = SETTINGS) -> WatchedMailbox:
    """A mailbox that nobody has looked into."""
    mailbox_id = add_mailbox(seeded.house, seeded.organisation_id, settings, actor=SETUP)
    return next(mailbox for mailbox in list_watched(seeded.house) if mailbox.id == mailbox_id)


def watch(seeded: Seeded, mailbox: WatchedMailbox) -> None:
    """Do what the mail process does with a mailbox of its own."""
    assert lease_mailbox(seeded.house, mailbox, WATCHER, 60)


def find_mail(seeded: Seeded, mailbox: WatchedMailbox, uid: int, name: str = "Invoice.eml") -> str:
    """A mail that was found; its document's id."""
    content = f"Subject: {name} {uid}\r\n\r\n".encode()
    receipt = receive_mail(seeded.house, MailPlace(mailbox, VALIDITY, uid), content, name)
    assert receipt is not None
    return receipt.document_id


def settle(seeded: Seeded) -> None:
    """Write down that every mail was marked or moved just now."""
    with seeded.house.session(write=True) as session:
        session.execute(update(MailTable).values(settled_at=now(session)))
