"""One browser for all journeys, a fresh window for each, and a seeded house behind a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from review_ui.app import create_app
from tests.journeys.browsers import ARGUMENTS, CHROMIUM, Visit, serve
from tests.review_ui.houses import PASSWORD, Seeded, open_house, seed


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


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
def seeded(tmp_path: Path) -> Iterator[Seeded]:
    house = open_house(tmp_path)
    yield seed(house)
    house.close()


@pytest.fixture
def visit(seeded: Seeded, window: Page) -> Iterator[Visit]:
    """An approver at the inbox of the seeded house."""
    with serve(create_app(seeded.house)) as address:
        visit = Visit(window, address)
        visit.sign_in("approver@example.test", PASSWORD)
        yield visit
