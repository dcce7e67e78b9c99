"""Backups while everything works, and restores that are killed: by the command line, into houses of both forms."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.bootstrap import open_empty_house, open_house
from flows.ingesting import ACTOR
from flows.settings import Settings, read_settings
from models.states import State
from storage.access import find_organisation, list_organisations
from storage.audit import verify_chain
from storage.documents import list_documents, load_original, receive_document
from storage.house import House
from storage.s3_store import S3Access
from tests.forms import create_database
from tests.journeys.papers import draw_digital, draw_scan
from tests.journeys.premises import Premises, wait_until
from tests.servers import postgres_server, s3_server

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
MANY = 150


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[str, S3Access]]:
    with postgres_server() as postgres, s3_server() as s3:
        yield postgres, s3


@pytest.fixture(params=["embedded", "large"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of an empty house."""
    base = {"PREJETO_DATA_DIR": str(tmp_path / "new"), "PREJETO_MASTER_KEY": KEY}
    if request.param == "embedded":
        return base
    postgres, s3 = request.getfixturevalue("servers")
    name = f"r{uuid.uuid4().hex}"
    return {
        **base,
        "PREJETO_DATABASE_URL": create_database(postgres, name),
        "PREJETO_OBJECTS_URL": f"s3://{name}",
        "PREJETO_S3_ENDPOINT": s3.endpoint,
        "PREJETO_S3_ACCESS_KEY": s3.access_key,
        "PREJETO_S3_SECRET_KEY": s3.secret_key,
        "PREJETO_S3_SECURE": "false",
    }


def settings_of(environment: dict[str, str]) -> Settings:
    return read_settings(**{name.removeprefix("PREJETO_").lower(): value for name, value in environment.items()})


def prejeto(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "flows.cli", *arguments]
    output = subprocess.PIPE
    return subprocess.Popen(command, env={**os.environ, **environment}, text=True, stdout=output, stderr=output)


def told(process: subprocess.Popen[str]) -> str:
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    return said


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Many small documents in a file."""
    environment = {"PREJETO_DATA_DIR": str(tmp_path / "old"), "PREJETO_MASTER_KEY": KEY}
    house = open_house(settings_of(environment))
    org = find_organisation(house, actor=ACTOR).id
    for number in range(MANY):
        receive_document(house, org, b"%%PDF-1.7 %d" % number, f"{number}.pdf", channel="cli", actor=ACTOR)
    house.close()
    told(prejeto(environment, "backup", str(tmp_path / "all.prejeto")))
    return tmp_path / "all.prejeto"


def test_killed_restore_leaves_nothing_usable_and_is_done_again(empty: dict[str, str], backup: Path) -> None:
    killed = prejeto(empty, "restore", str(backup))
    house = open_empty_house(settings_of(empty))
    wait_until(lambda: len(list(house.objects.list())) > MANY // 5, "some objects to be restored")
    killed.kill()
    killed.communicate()
    assert len(list(house.objects.list())) < MANY
    wait_until(lambda: nobody_lives_in(house), "the database to be empty")
    assert f"{MANY} documents" in told(prejeto(empty, "restore", str(backup)))
    (row,) = list_organisations(house)
    documents = list_documents(house, row.id, per_page=2 * MANY).rows
    assert len({load_original(house, row.id, document.id) for document in documents}) == MANY
    assert verify_chain(house, row.id).whole
    house.close()


def nobody_lives_in(house: House) -> bool:
    house.database.migrate()
    return not list_organisations(house)


def test_backup_is_made_while_worker_and_web_work_and_the_new_house_goes_on(
    premises: Premises, empty: dict[str, str], tmp_path: Path
) -> None:
    premises.start("prefect")
    premises.start("worker")
    premises.start("web")
    done = premises.receive(draw_digital("B-1"), "done.pdf")
    premises.wait_for(done, State.IN_REVIEW)
    in_hand = premises.receive(draw_scan("B-2"), "scan.pdf")
    premises.wait_for(in_hand, State.READING)
    key = (premises.settings.data_dir / "master.key").read_text(encoding="ascii").strip()
    old = {"PREJETO_DATA_DIR": str(premises.settings.data_dir)}
    told(prejeto(old, "backup", str(tmp_path / "now.prejeto")))
    new = {**empty, "PREJETO_MASTER_KEY": key}
    told(prejeto(new, "restore", str(tmp_path / "now.prejeto")))
    premises.wait_for(in_hand, State.IN_REVIEW)
    house = open_house(settings_of(new))
    states = {row.id: row.state for row in list_documents(house, premises.organisation).rows}
    assert states[done] is State.IN_REVIEW
    assert states[in_hand] in {State.RECEIVED, State.IN_REVIEW}
    house.close()
