"""What a server claims of its mails is not believed beyond measure."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows.mail.imap import Connection
from flows.mail.line import Line
from flows.mail.reach import Reach
from flows.mail.session import signed_in
from flows.mail.wake import Wake
from flows.settings import read_settings
from models.errors import MailboxError
from tests.flows.mail.odd_server import odd_server
from tests.flows.mail.post import Writer
from tests.mail_server import Mailbox


@pytest.fixture
def connection(mailbox: Mailbox, mail: Writer) -> Iterator[Connection]:
    mailbox.append(*(mail(number) for number in range(1, 5)))
    reach = Reach.of(read_settings(mail_ca_file=str(mailbox.server.ca_file)))
    with signed_in(mailbox.settings(), reach, None, Line()) as connection:
        yield connection


def test_a_folder_that_claims_more_mails_than_there_can_be_is_not_looked_through(connection: Connection) -> None:
    folder = connection.open_folder("INBOX", to_change=False)
    with pytest.raises(MailboxError) as caught:
        connection.find(replace(folder, exists=4_000_000_000), 1, None)
    assert caught.value.problem == "too_much"


def test_a_server_that_finds_more_mails_than_it_has_is_not_believed(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = connection.open_folder("INBOX", to_change=False)
    monkeypatch.setattr(connection.client, "search", lambda _: list(range(1, 100_000)))
    with pytest.raises(MailboxError) as caught:
        connection.find(folder, 1, None)
    assert caught.value.problem == "too_much"


def test_a_mail_that_is_told_with_another_answer_ends_the_wait(
    connection: Connection, mailbox: Mailbox, mail: Writer
) -> None:
    folder = connection.open_folder("INBOX", to_change=False)
    mailbox.append(mail(5))
    connection.find(folder, 1, None)
    assert connection.client.mails_told() == 5
    began = time.monotonic()
    connection.wait(folder, 60, Wake())
    assert time.monotonic() - began < 30


def test_it_waits_while_nothing_comes(connection: Connection) -> None:
    folder = connection.open_folder("INBOX", to_change=False)
    connection.find(folder, 1, None)
    began = time.monotonic()
    connection.wait(folder, 0.5, Wake())
    assert time.monotonic() - began >= 0.5


def test_a_server_may_tell_of_a_mail_before_it_says_that_it_waits() -> None:
    reach = Reach.of(read_settings())
    with odd_server(slow=b"nothing", pause=0) as server, signed_in(server.settings(), reach, None, Line()) as odd:
        folder = odd.open_folder("INBOX", to_change=False)
        odd.client.idle()
        assert odd.client.mails_told() == folder.exists + 1
