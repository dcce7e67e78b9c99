"""Real servers for whoever asks, started once; and the form that a test's house takes, which `--form` chooses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.s3_store import S3Access
from tests.forms import EMBEDDED, FORMS, Form, large_form, name_for
from tests.journeys.premises import make_prefect_home
from tests.servers import postgres_server, s3_server


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "the form of the house in tests that do not run on both: SQLite and a folder, or PostgreSQL and S3"
    parser.addoption("--form", choices=FORMS, default=EMBEDDED, help=told)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database on a real server."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Access]:
    with s3_server() as access:
        yield access


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's folder with its schema, which takes a while to make."""
    return make_prefect_home(tmp_path_factory.mktemp("prefect"))


@pytest.fixture
def form_name(request: pytest.FixtureRequest) -> str:
    """What `--form` says; a test that runs on both forms puts its parameter in this place."""
    return str(request.config.getoption("--form"))


@pytest.fixture
def form(form_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Form:
    if form_name == EMBEDDED:
        return Form(EMBEDDED)
    return large_form(request.getfixturevalue("postgres"), request.getfixturevalue("s3"), name_for(tmp_path))
