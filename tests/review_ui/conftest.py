"""A fresh house for every test, copied from one that was seeded once, and people who are signed in to it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from review_ui.app import create_app
from review_ui.settings import WebSettings
from tests.review_ui.houses import Seeded, open_house, seed
from tests.review_ui.people import SMALL, Persona

SignIn = Callable[[str], Persona]


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("seeded")
    house = open_house(folder)
    organisation_id = seed(house).organisation_id
    house.close()
    return folder, organisation_id


@pytest.fixture
def seeded(seeded_folder: tuple[Path, str], tmp_path: Path) -> Iterator[Seeded]:
    folder, organisation_id = seeded_folder
    own = tmp_path / "house"
    shutil.copytree(folder, own)
    house = open_house(own)
    yield Seeded(house, organisation_id)
    house.close()


@pytest.fixture
def sign_in(seeded: Seeded) -> Iterator[SignIn]:
    """Sign somebody in by the name before `@example.test`."""
    app = create_app(seeded.house, WebSettings(max_upload_bytes=SMALL, per_page=5))
    clients: list[TestClient] = []

    def enter(name: str) -> Persona:
        client = TestClient(app, follow_redirects=False, headers={"Origin": "http://testserver"})
        clients.append(client)
        return Persona(client, name).signed_in()

    yield enter
    for client in clients:
        client.close()


@pytest.fixture
def clerk(sign_in: SignIn) -> Persona:
    """Corrects and rejects; may not approve."""
    return sign_in("reviewer")


@pytest.fixture
def approver(sign_in: SignIn) -> Persona:
    return sign_in("approver")


@pytest.fixture
def auditor(sign_in: SignIn) -> Persona:
    """Looks at everything and changes nothing."""
    return sign_in("auditor")


@pytest.fixture
def uploader(sign_in: SignIn) -> Persona:
    """Hands documents in and sees none."""
    return sign_in("uploader")


@pytest.fixture
def outsider(sign_in: SignIn) -> Persona:
    """Administers another organisation."""
    return sign_in("outsider")
