"""PostgreSQL goes away while everything works, and comes back: pages say so and heal; nothing is lost or doubled."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from flows.ingesting import ACTOR
from models.states import State
from review_ui.visitors import COOKIE
from storage.access import Role, create_user, sign_in
from storage.readings import load_versions
from storage.s3_store import S3Access
from tests.forms import large_form
from tests.journeys.papers import draw_scan
from tests.journeys.premises import Premises, wait_until
from tests.review_ui.houses import PASSWORD
from tests.servers import free_ports, postgres_folder, postgres_over

EMAIL = "clerk@example.test"
PLACES = ("/", "/bookings", "/sign-in", "/nothing/here", "/healthz")


class Postgres:
    """A server that goes and comes back with the same data, on the same port."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.port, self.stack = folder, free_ports(1)[0], stack

    def start(self) -> str:
        return self.stack.enter_context(postgres_over(self.folder, self.port))

    def crash(self) -> None:
        self.stack.close()


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    with postgres_folder() as folder, ExitStack() as stack:
        yield Postgres(folder, stack)


@pytest.fixture
def premises(postgres: Postgres, s3: S3Access, tmp_path: Path, prefect_home: Path) -> Iterator[Premises]:
    form = large_form(postgres.start(), s3, "outages")
    with Premises(tmp_path / "house", prefect_home, form) as premises:
        for name in ("prefect", "worker", "web"):
            premises.start(name)
        yield premises


@pytest.fixture
def clerk(premises: Premises) -> Iterator[httpx.Client]:
    """Somebody who is signed in; the server's answers are what they are."""
    create_user(premises.house, premises.organisation, EMAIL, PASSWORD, Role.REVIEWER, actor=ACTOR)
    cookies = {COOKIE: sign_in(premises.house, EMAIL, PASSWORD)}
    with httpx.Client(base_url=premises.settings.address, cookies=cookies, timeout=30, trust_env=False) as clerk:
        yield clerk


def test_a_restart_of_the_database_is_waited_out(postgres: Postgres, premises: Premises, clerk: httpx.Client) -> None:
    document = premises.receive(draw_scan("R-1"), "scan.pdf")
    premises.wait_for(document, State.READING)
    postgres.crash()
    answers = {place: clerk.get(place) for place in PLACES}
    assert {place: answer.status_code for place, answer in answers.items()} == dict.fromkeys(PLACES, 503)
    assert "Storage cannot be reached" in answers["/"].text

    postgres.start()
    wait_until(lambda: clerk.get("/healthz").status_code == 200, "the web to heal")
    assert [clerk.get(place).status_code for place in PLACES] == [200, 200, 303, 404, 200]
    premises.wait_for(document, State.IN_REVIEW)
    assert len(load_versions(premises.house, premises.organisation, document)) == 1
    assert premises.states(document).count(State.IN_REVIEW) == 1
