"""A fresh house for every test, copied from one that was seeded once, and people who are signed in to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from flows.bootstrap import open_house
from review_ui.app import create_app
from review_ui.settings import WebSettings
from review_ui.visitors import COOKIE
from storage import access
from storage.roles import Role
from storage.s3_store import S3Access
from tests.forms import EMBEDDED, Form, large_form
from tests.review_ui.houses import PASSWORD, Seeded, seed
from tests.review_ui.people import SMALL, Persona

SignIn = Callable[[str], Persona]


@dataclass(frozen=True, slots=True)
class Original:
    """The house that every test gets a copy of, and sessions in it: signing in is slow on purpose."""

    form: Form
    folder: Path
    organisation_id: str
    tokens: Mapping[str, str]


@pytest.fixture(scope="session")
def embedded_original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    return seed_original(Form(EMBEDDED), tmp_path_factory.mktemp("seeded"))


@pytest.fixture(scope="session")
def large_original(tmp_path_factory: pytest.TempPathFactory, postgres: str, s3: S3Access) -> Original:
    return seed_original(large_form(postgres, s3, "seeded"), tmp_path_factory.mktemp("seeded"))


@pytest.fixture
def original(form_name: str, request: pytest.FixtureRequest) -> Original:
    found: Original = request.getfixturevalue(f"{form_name}_original")
    return found


def seed_original(form: Form, folder: Path) -> Original:
    house = open_house(form.settings(data_dir=folder))
    organisation_id = seed(house).organisation_id
    names = [*(role.value for role in Role), "outsider"]
    tokens = {name: access.sign_in(house, f"{name}@example.test", PASSWORD) for name in names}
    house.close()
    return Original(form, folder, organisation_id, tokens)


@pytest.fixture
def seeded(original: Original, tmp_path: Path) -> Iterator[Seeded]:
    own = tmp_path / "house"
    with original.form.copied(original.folder, own) as form:
        house = open_house(form.settings(data_dir=own), migrate=False)
        yield Seeded(house, original.organisation_id)
        house.close()


@pytest.fixture
def sign_in(seeded: Seeded, original: Original) -> Iterator[SignIn]:
    """Sign somebody in by the name before `@example.test`."""
    app = create_app(seeded.house, WebSettings(max_upload_bytes=SMALL, per_page=5))
    clients: list[TestClient] = []

    def enter(name: str) -> Persona:
        client = TestClient(app, follow_redirects=False, headers={"Origin": "http://testserver"})
        clients.append(client)
        client.cookies.set(COOKIE, original.tokens[name])
        return Persona(client, name)

    yield enter
    for client in clients:
        client.close()


@pytest.fixture
def administrator(sign_in: SignIn) -> Persona:
    """Does everything, and sets up the organisation."""
    return sign_in("administrator")


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
