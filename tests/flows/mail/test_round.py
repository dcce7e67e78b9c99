"""A mail that cannot be fetched hinders no other, a slow server makes none too large, and everybody has a turn."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from flows.ingesting import ACTOR
from flows.mail import round as module
from flows.mail.imap import Connection
from flows.mail.places import Place, Places
from flows.mail.problems import problem
from flows.mail.reach import Reach
from flows.mail.round import Round, keep_fetched, note_settled, visit
from flows.mail.watcher import Desk, Watcher
from flows.settings import read_settings
from models.mailboxes import Afterwards
from storage.house import House
from storage.mailboxes import add_mailbox, lease_mailbox, list_watched, load_mailbox
from storage.mails import list_mails
from tests.flows.mail.post import Writer
from tests.journeys.premises import wait_until
from tests.mail_server import Mailbox

Watch = Callable[..., str]


@dataclass
class Direct:
    """Does rounds as they come, without Prefect, and counts the mails that each had before it."""

    rounds: list[int] = field(default_factory=list)

    def run(self, work: Round) -> None:
        self.rounds.append(len(work.uids))
        with Place(Places(), work.mailbox.organisation_id) as place:
            failure = visit(work, place)
            keep_fetched(work)
            note_settled(work)
        if failure:
            raise failure


@pytest.fixture
def engine() -> Direct:
    return Direct()


@pytest.fixture
def watch(house: House, organisation: str, mailbox: Mailbox, engine: Direct) -> Iterator[Watch]:
    """Watch the mailbox in this very process; its id."""
    settings = read_settings(mail_ca_file=str(mailbox.server.ca_file))
    desk = Desk(house, settings, Reach.of(settings), engine, "test")  # type: ignore[arg-type]
    watchers: list[Watcher] = []

    def begin(**others: Any) -> str:
        mailbox_id = add_mailbox(house, organisation, mailbox.settings(**others), actor=ACTOR)
        (watched,) = list_watched(house)
        assert lease_mailbox(house, watched, desk.name, 600)
        watchers.append(Watcher(desk, watched))
        return mailbox_id

    yield begin
    for watcher in watchers:
        watcher.stop()
        assert watcher.join(30)


@pytest.fixture
def kept(house: House, organisation: str) -> Callable[[str], set[str | None]]:
    def names(mailbox_id: str) -> set[str | None]:
        return {row.name for row in list_mails(house, organisation, mailbox_id).rows}

    return names


@pytest.mark.parametrize("lost", [True, False])
def test_a_mail_that_cannot_be_fetched_hinders_no_other_one(
    *,
    house: House,
    organisation: str,
    mailbox: Mailbox,
    mail: Writer,
    watch: Watch,
    kept: Any,
    monkeypatch: pytest.MonkeyPatch,
    lost: bool,
) -> None:
    content, spoilt = Connection.content, [True]

    def spoil(self: Connection, uid: int, most_bytes: int) -> bytes | None:
        if uid == 1 and spoilt:
            raise problem("connection_lost" if lost else "server_refuses", lost=lost)
        return content(self, uid, most_bytes)

    monkeypatch.setattr(Connection, "content", spoil)
    mailbox.append(mail(1), mail(2), mail(3))
    mailbox_id = watch(afterwards=Afterwards.SEEN)
    wait_until(lambda: kept(mailbox_id) == {"Invoice 2.eml", "Invoice 3.eml"}, "the others to be kept")
    wait_until(lambda: load_mailbox(house, organisation, mailbox_id).problem is not None, "the problem to be told")
    spoilt.clear()
    wait_until(lambda: len(kept(mailbox_id)) == 3, "the spoilt one to be kept")


def test_a_round_ends_after_its_turn_and_the_next_goes_on(
    *, mailbox: Mailbox, mail: Writer, engine: Direct, watch: Watch, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TURN_SECONDS", -1.0)
    mailbox.append(mail(1), mail(2), mail(3))
    mailbox_id = watch()
    wait_until(lambda: len(kept(mailbox_id)) == 3, "all three")
    assert engine.rounds == [3, 2, 1]


def test_a_server_that_is_slow_makes_no_mail_too_large(
    mailbox: Mailbox, mail: Writer, watch: Watch, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.mail.imap.MAIL_SECONDS", -1.0)
    mailbox.append(mail(1))
    mailbox_id = watch()
    time.sleep(2)
    assert kept(mailbox_id) == set()
    monkeypatch.setattr("flows.mail.imap.MAIL_SECONDS", 20.0)
    wait_until(lambda: kept(mailbox_id) == {"Invoice 1.eml"}, "the mail")


def test_a_mail_whose_server_told_too_small_a_size_is_kept_all_the_same(
    mailbox: Mailbox, mail: Writer, watch: Watch, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "size", lambda _self, _uid: 100)
    mailbox.append(mail(1, text="\r\n".join(["x" * 998] * 3_000)), mail(2))
    mailbox_id = watch()
    wait_until(lambda: kept(mailbox_id) == {"Invoice 1.eml", "Invoice 2.eml"}, "both mails")


def test_a_large_mail_is_fetched_by_itself(
    *, mailbox: Mailbox, mail: Writer, engine: Direct, watch: Watch, kept: Any
) -> None:
    mailbox.append(mail(1), mail(2, text="\r\n".join(["x" * 998] * 1_000)), mail(3))
    mailbox_id = watch()
    wait_until(lambda: len(kept(mailbox_id)) == 3, "all three")
    assert engine.rounds == [3, 2, 1]
