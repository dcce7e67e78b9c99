"""The office of a mail process holds on to its mailboxes, and to none that it does not watch."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.ingesting import ACTOR
from flows.mail import office as module
from flows.mail.office import Office
from models.errors import StorageUnavailable
from models.mailboxes import MailboxSettings
from storage.access import find_organisation
from storage.mailboxes import add_mailbox, change_mailbox, load_mailbox, release_mailbox
from tests.forms import Form
from tests.journeys.premises import wait_until
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
