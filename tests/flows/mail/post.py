"""A house with a mail process, and what the tests ask of it: mailboxes, their mails, and a worker's part in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractors.containers import unpack
from extractors.kind import Kind
from flows.children import Child
from flows.ingesting import ACTOR
from models.mailboxes import MailboxSettings
from storage.documents import load_original
from storage.jobs import claim_job, finish_container
from storage.mailboxes import add_mailbox, change_mailbox, load_mailbox, remove_mailbox, switch_mailbox
from storage.mails import list_mails
from storage.rows import MailboxRow, MailRow
from tests.journeys.premises import Premises, wait_until
from tests.mail_server import Dovecot


@dataclass(frozen=True, slots=True)
class Post:
    """Premises whose mail process trusts the test's mail server. `watch` gives a mailbox that is looked through."""

    premises: Premises

    @property
    def mail_process(self) -> Child:
        return next(child for child in self.premises.children if child.name == "mail")

    def watch(self, settings: MailboxSettings) -> "Watched":
        watched = self.add(settings)
        wait_until(lambda: watched.row.checked_at is not None, "the first look")
        return watched

    def add(self, settings: MailboxSettings) -> "Watched":
        house, org_id = self.premises.house, self.premises.organisation
        return Watched(self.premises, add_mailbox(house, org_id, settings, actor=ACTOR))

    def unpack_all(self) -> None:
        """What a worker does with mails: their documents are received, in one transaction."""
        house = self.premises.house
        while claim := claim_job(house, "test", 3600):
            if claim.channel == "mail":
                content = load_original(house, claim.organisation_id, claim.document_id)
                finish_container(house, claim, unpack(content, Kind.EML).parts)


@dataclass(frozen=True, slots=True)
class Watched:
    """A mailbox of the house."""

    premises: Premises
    id: str

    @property
    def row(self) -> MailboxRow:
        return load_mailbox(self.premises.house, self.premises.organisation, self.id)

    @property
    def mails(self) -> tuple[MailRow, ...]:
        """Oldest first."""
        listing = list_mails(self.premises.house, self.premises.organisation, self.id, per_page=1000)
        return tuple(reversed(listing.rows))

    def change(self, settings: MailboxSettings) -> None:
        change_mailbox(self.premises.house, self.premises.organisation, self.id, settings, actor=ACTOR)

    def switch(self, *, enabled: bool) -> None:
        switch_mailbox(self.premises.house, self.premises.organisation, self.id, enabled=enabled, actor=ACTOR)

    def remove(self) -> None:
        remove_mailbox(self.premises.house, self.premises.organisation, self.id, actor=ACTOR)

    def wait_for_mails(self, count: int) -> tuple[MailRow, ...]:
        wait_until(lambda: len(self.mails) >= count, f"{count} mails")
        return self.mails

    def wait_until_settled(self, count: int) -> None:
        wait_until(lambda: sum(mail.settled_at is not None for mail in self.mails) >= count, f"{count} settled mails")

    def wait_for_problem(self, code: str) -> str:
        """What the administrator is told."""
        wait_until(lambda: self.row.problem == code, f"the problem {code}, not {self.row.problem}")
        return self.row.problem_message or ""


@contextmanager
def open_post(
    folder: Path, prefect_home: Path, server: Dovecot, *processes: str, poll_seconds: int = 1
) -> Iterator[Post]:
    """A house of its own with these processes."""
    with Premises(folder, prefect_home) as premises:
        ours = {"mail_ca_file": str(server.ca_file), "mail_poll_seconds": poll_seconds}
        premises.settings = premises.settings.model_copy(update=ours)
        for name in processes:
            premises.start(name)
        yield Post(premises)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes mails to somebody, another one for each number."""

    to: str

    def __call__(self, number: int = 1, text: str = "See attached.", subject: str = "Invoice") -> bytes:
        """A mail with one attachment."""
        return (
            f"From: a@example.test\r\nTo: {self.to}\r\nSubject: {subject} {number}\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
            f"--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
            f"--b\r\nContent-Type: application/pdf; name=i.pdf\r\nContent-Disposition: attachment\r\n\r\n"
            f"%PDF-1.4 {self.to} {number}\r\n--b--\r\n"
        ).encode()
