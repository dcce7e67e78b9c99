"""The office of a mail process holds on to its mailboxes, and to none that it does not watch."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from flows.ingesting import ACTOR
from flows.mail import office as module
from flows.mail.office import Office
from models.errors import NotFound, StorageUnavailable
from models.mailboxes import MailboxSettings
from models.tables.mailboxes import MailboxTrialTable
from storage.access import find_organisation
from storage.house import House
from storage.keys import seal
from storage.mailbox_trials import ask_trial, load_trial
from storage.mailboxes import (
    add_mailbox,
    change_mailbox,
    keep_refresh_token,
    load_mailbox,
    load_settings,
    release_mailbox,
)
from storage.rows import WatchedMailbox
from tests.flows.mail.token_server import token_server
from tests.forms import Form
from tests.journeys.premises import wait_until
from tests.mail_server import Dovecot
from tests.servers import free_ports


@pytest.fixture
def office(form: Form, tmp_path: Path) -> Iterator[Office]:
    office = Office(form.settings(data_dir=tmp_path / "house", worker_lease_seconds=3600))
    yield office
    office.close()


def test_a_mailbox_that_could_not_be_let_go_is_watched_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StorageUnavailable

    org_id = find_organisation(office.house, actor=ACTOR).id
    settings = MailboxSettings(name="A", host="127.0.0.1", port=free_ports(1)[0], username="a", password="b")
    mailbox_id = add_mailbox(office.house, org_id, settings, actor=ACTOR)
    office.tick()
    change_mailbox(office.house, org_id, mailbox_id, replace(settings, name="B"), actor=ACTOR)
    monkeypatch.setattr(module, "release_mailbox", fail)
    for _ in range(3):
        office.tick()
        time.sleep(0.5)
    monkeypatch.setattr(module, "release_mailbox", release_mailbox)

    def is_told() -> bool:
        office.tick()
        return load_mailbox(office.house, org_id, mailbox_id).problem is not None

    wait_until(is_told, "the mailbox to be watched again")


def test_a_refresh_token_that_came_while_the_database_was_away_is_kept_when_it_is_back(
    office: Office, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [StorageUnavailable(), StorageUnavailable()]

    def keep(house: House, mailbox: WatchedMailbox, token: str) -> None:
        if failures:
            raise failures.pop()
        keep_refresh_token(house, mailbox, token)

    monkeypatch.setattr("flows.mail.watcher.keep_refresh_token", keep)
    monkeypatch.setattr("flows.mail.watcher.FIRST_PAUSE", 0.01)
    org_id = find_organisation(office.house, actor=ACTOR).id
    with token_server() as tokens:
        mailbox = dovecot.mailbox()
        typed = mailbox.settings(**tokens.invite(mailbox.username), port=dovecot.plain_port, security="none")
        mailbox_id = add_mailbox(office.house, org_id, typed, actor=ACTOR)

        def is_kept() -> bool:
            office.tick()
            kept = load_settings(office.house, org_id, mailbox_id).oauth
            return kept is not None and kept.refresh_token in tokens.refresh_tokens and tokens.asked > 0

        wait_until(is_kept, "the refresh token to be kept")
        assert tokens.asked == 1
    assert not failures


def test_an_office_forgets_old_trials_and_outlives_those_that_do_not_open(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    org_id = find_organisation(office.house, actor=ACTOR).id
    settings = MailboxSettings(name="A", host="127.0.0.1", port=free_ports(1)[0], username="a", password="b")
    trial_id = ask_trial(office.house, org_id, settings)
    with office.house.session(write=True) as session:
        plain = {**settings.to_plain(), "colour": "blue"}
        sealed = seal(session, org_id, org_id, plain, f"trial:{trial_id}")
        session.execute(update(MailboxTrialTable).values(settings=sealed))
    office.tick()
    assert [step.well for step in load_trial(office.house, org_id, trial_id).steps] == [False]
    monkeypatch.setattr(module, "FORGET_SECONDS", 0.0)
    monkeypatch.setattr("storage.mailbox_trials.KEPT_FOR", timedelta(seconds=-1))
    office.tick()
    with pytest.raises(NotFound):
        load_trial(office.house, org_id, trial_id)
