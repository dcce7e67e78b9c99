"""Premises with real processes; one browser, and a seeded house behind a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from flows.bootstrap import open_house
from review_ui.app import create_app
from tests.forms import Form
from tests.journeys.browsers import Visit, open_browser, serve
from tests.journeys.premises import Premises
from tests.review_ui.houses import PASSWORD, Seeded, seed


@pytest.fixture
def premises(tmp_path: Path, prefect_home: Path, form: Form) -> Iterator[Premises]:
    with Premises(tmp_path / "house", prefect_home, form) as premises:
        yield premises


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one file of tests: while it is open its loop runs in this thread, and no other can."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A desktop window; a fault in one of our scripts, or a breach of the content policy, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert not faults


@pytest.fixture
def seeded(tmp_path: Path, form: Form) -> Iterator[Seeded]:
    house = open_house(form.settings(data_dir=tmp_path))
    yield seed(house)
    house.close()


@pytest.fixture
def visit(seeded: Seeded, window: Page) -> Iterator[Visit]:
    """An approver at the inbox of the seeded house."""
    with serve(create_app(seeded.house)) as address:
        visit = Visit(window, address)
        visit.sign_in("approver@example.test", PASSWORD)
        yield visit
