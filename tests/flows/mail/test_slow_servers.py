"""A server that is slow on purpose or by fault keeps nobody waiting but its own mailbox, and its mailbox says so."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from flows.ingesting import ACTOR
from flows.mail import office as module
from flows.mail.line import Line
from flows.mail.office import Office
from flows.mail.opening import open_connection
from flows.mail.problems import ADVICE
from flows.mail.reach import Reach
from flows.mail.trials import try_settings
from flows.mail.watcher import Watcher
from flows.settings import read_settings
from models.errors import MailboxError
from storage.access import create_organisation, find_organisation
from storage.house import House
from storage.mailboxes import add_mailbox, load_mailbox, remove_mailbox, switch_mailbox
from tests.flows.mail.odd_server import odd_server, wait_until_left
from tests.flows.mail.post import Post, Writer
from tests.forms import Form
from tests.journeys.premises import wait_until
from tests.mail_server import Mailbox

LONG_SECONDS = 60.0  # for a mail of another organisation, on a machine with much to do


def is_told(house: House, org_id: str, mailbox_id: str) -> bool:
    return load_mailbox(house, org_id, mailbox_id).problem == "no_answer"


def test_slow_servers_of_one_organisation_stop_the_mail_of_no_other(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    house = post.premises.house
    theirs = create_organisation(house, "Slow", actor=ACTOR)
    watched = post.watch(mailbox.settings())
    with odd_server(b"BODY.PEEK[]", 5.0) as server:
        slow = [add_mailbox(house, theirs, server.settings(name), actor=ACTOR) for name in ("a", "b", "c")]
        wait_until(lambda: len(server.connections) == len(slow), "the slow server to be asked")
        time.sleep(3)
        mailbox.append(mail(1))
        began = time.monotonic()
        watched.wait_for_mails(1)
        assert time.monotonic() - began < LONG_SECONDS
        for each in slow:
            wait_until(partial(is_told, house, theirs, each), "the problem")
            remove_mailbox(house, theirs, each, actor=ACTOR)
    watched.switch(enabled=False)


def test_a_greeting_that_drips_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.mail.meter.ANSWER_SECONDS", 1.0)
    with odd_server(b"GREETING", 0.2) as server, pytest.raises(MailboxError) as caught:
        open_connection(server.settings(), Reach.of(read_settings()), Line())
    assert caught.value.problem == "no_answer"


def test_a_trial_of_a_greeting_that_drips_leaves_no_connection_behind() -> None:
    with odd_server(b"GREETING", 0.2) as server:
        steps = try_settings(server.settings(), Reach.of(read_settings()), 60, seconds=2.0)
        assert (steps[-1].name, steps[-1].well, steps[-1].message) == ("tls", False, ADVICE["no_answer"])
        assert wait_until_left(server, 10)


@pytest.fixture
def office(form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.5)
    office = Office(form.settings(data_dir=tmp_path / "house", worker_lease_seconds=3600))
    yield office
    office.close()


def test_a_mailbox_whose_server_drips_its_greeting_is_let_go_when_it_is_switched_off(office: Office) -> None:
    org_id = find_organisation(office.house, actor=ACTOR).id
    with odd_server(b"GREETING", 0.2) as server:
        mailbox_id = add_mailbox(office.house, org_id, server.settings(), actor=ACTOR)
        office.tick()
        wait_until(lambda: bool(server.connections), "a connection")
        switch_mailbox(office.house, org_id, mailbox_id, enabled=False, actor=ACTOR)

        def is_free() -> bool:
            office.tick()
            return load_mailbox(office.house, org_id, mailbox_id).watcher is None

        began = time.monotonic()
        wait_until(is_free, "the mailbox to be let go")
        assert time.monotonic() - began < 15  # the greeting would take longer than a minute


def test_a_watcher_that_does_not_end_keeps_its_mailbox_no_longer_than_its_lease(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, org_id = office.house, find_organisation(office.house, actor=ACTOR).id
    with odd_server(b"GREETING", 0.2) as server, monkeypatch.context() as patch:
        patch.setattr(Watcher, "abort", lambda _: None)
        stuck, other = (add_mailbox(house, org_id, server.settings(name), actor=ACTOR) for name in ("a", "b"))
        office.tick()
        wait_until(lambda: len(server.connections) == 2, "both connections")
        switch_mailbox(house, org_id, stuck, enabled=False, actor=ACTOR)
        office.tick()
        switch_mailbox(house, org_id, stuck, enabled=True, actor=ACTOR)
        before = {each: load_mailbox(house, org_id, each).leased_until for each in (stuck, other)}
        office._renewed_at = float("-inf")
        office.tick()
        assert load_mailbox(house, org_id, stuck).leased_until == before[stuck]
        assert load_mailbox(house, org_id, other).leased_until != before[other]
