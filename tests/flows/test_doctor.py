"""The doctor finds what an installation needs, and says how to mend what is missing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import text

from flows.doctor import _clamav, _house, _mailboxes, _master_key, _monitor, _prefect
from flows.ingesting import ACTOR
from flows.monitor import monitored
from flows.settings import Settings, read_settings
from models.mailboxes import MailboxSettings
from storage.access import find_organisation
from storage.house import House
from storage.mailboxes import add_mailbox, lease_mailbox, list_watched, note_problem
from tests.clamav_server import clamav_server
from tests.forms import Form
from tests.servers import free_ports


@pytest.fixture
def old_prefect() -> Iterator[str]:
    """The API of a server that says it is of another version."""

    class Old(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps("2.20.1").encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Old) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api"
        server.shutdown()


def test_prefect_of_another_version_is_not_well(settings: Settings, old_prefect: str) -> None:
    found = _prefect(settings.model_copy(update={"prefect_api_url": old_prefect}))
    assert not found.well
    assert "version 2.20.1" in found.found
    assert found.mend.startswith("run a Prefect server of version 3.")


def test_prefect_of_yours_must_answer(settings: Settings) -> None:
    api = f"http://127.0.0.1:{free_ports(1)[0]}/api"
    found = _prefect(settings.model_copy(update={"prefect_api_url": api}))
    assert (found.well, found.needed) == (False, True)


def test_key_that_others_may_read_is_not_well(settings: Settings, house: House) -> None:
    assert house
    assert _master_key(settings).well
    (settings.data_dir / "master.key").chmod(0o644)
    assert "chmod 600" in _master_key(settings).mend
    assert not _master_key(settings).well


def test_scanner_must_answer_when_there_is_one(settings: Settings) -> None:
    assert list(_clamav(settings)) == []
    with clamav_server() as clamd:
        own = settings.model_copy(update={"clamav": clamd.address})
        (well,) = _clamav(own)
        clamd.kill()
        (away,) = _clamav(own)
    assert (well.well, away.well, away.needed) == (True, False, True)
    assert well.found.startswith("ClamAV ")
    assert "PREJETO_CLAMAV" in away.mend


def test_monitor_is_asked_when_there_is_one(settings: Settings) -> None:
    assert list(_monitor(settings)) == []
    own = read_settings(data_dir=settings.data_dir, monitor_port=free_ports(1)[0])
    with monitored(own) as vitals:
        (starting,) = _monitor(own)
        vitals.begin({})
        (ready,) = _monitor(own)
    assert (starting.well, ready.well) == (False, True)
    assert "it is starting" in starting.found


def test_mailboxes_with_a_problem_are_told(house: House) -> None:
    assert list(_mailboxes(house)) == []
    org_id = find_organisation(house, actor=ACTOR).id
    settings = MailboxSettings(name="A", host="imap.example.test", username="a", password="b")
    mailbox_id = add_mailbox(house, org_id, settings, actor=ACTOR)
    (well,) = _mailboxes(house)
    (mailbox,) = list_watched(house)
    assert mailbox.id == mailbox_id
    lease_mailbox(house, mailbox, "watcher", 60)
    note_problem(house, mailbox, "watcher", "refused", "The password is refused.")
    (troubled,) = _mailboxes(house)
    assert (well.well, troubled.well) == (True, False)
    assert troubled.found == "0 well, 1 with a problem"


def test_house_that_is_not_made_is_told_and_not_made(settings: Settings) -> None:
    (found,) = _house(settings)
    assert (found.found, found.needed) == ("not made yet", False)
    assert not settings.data_dir.exists()


def test_house_of_an_earlier_schema_is_told_and_not_upgraded(form: Form, house: House, tmp_path: Path) -> None:
    with house.session(write=True) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    (found,) = _house(form.settings(data_dir=tmp_path / "house"))
    assert (found.well, found.needed) == (False, True)
    assert "back up" in found.found
    with house.session() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "0001"


def test_house_that_is_well_is_told_with_its_store(form: Form, house: House, tmp_path: Path) -> None:
    assert house
    findings = _house(form.settings(data_dir=tmp_path / "house"))
    assert [(found.name, found.well) for found in findings] == [("Database", True), ("Object store", True)]
