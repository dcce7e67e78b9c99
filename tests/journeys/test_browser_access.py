"""Nobody is kept out: every page by the rules of WCAG 2.2 AA, light and dark, on a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from flows.bootstrap import open_house
from models.errors import DamagedDocument, PasswordNeeded
from review_ui.app import create_app
from storage.access import first_run_link
from storage.reviews import approve
from tests.forms import Form
from tests.journeys.browsers import Visit, serve
from tests.journeys.test_browser_review import DOUBTFUL
from tests.review_ui.houses import SETUP, Seeded, add_failed, add_paper, receive
from tests.review_ui.papers import Paper

LOOKS = [("desk", "light"), ("phone", "dark")]
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.fixture(params=LOOKS, ids="-".join)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    size, scheme = request.param
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def furnish(seeded: Seeded) -> dict[str, str]:
    """Something of everything; the addresses to look at."""
    booked = add_paper(seeded, Paper("Hotel Aurora", "4471"))
    approve(seeded.house, seeded.organisation_id, booked, actor=SETUP, expected_version=1)
    doubtful = add_paper(seeded, DOUBTFUL)
    locked = add_failed(seeded, "locked.pdf", PasswordNeeded("It asks for a password."))
    broken = add_failed(seeded, "broken.pdf", DamagedDocument("It is torn."))
    receive(seeded, "queued.pdf")
    documents = {"doubtful": doubtful, "booked": booked, "locked": locked, "broken": broken}
    return {
        "inbox": "/",
        "nothing found": "/?q=zeppelin",
        "bookings": "/bookings",
        "history": f"/documents/{doubtful}/history",
        "not found": "/documents/nothing",
        **{name: f"/documents/{document_id}" for name, document_id in documents.items()},
    }


def test_every_page_is_accessible(seeded: Seeded, visit: Visit) -> None:
    barriers = {}
    for name, address in furnish(seeded).items():
        visit.open(address)
        barriers[name] = visit.barriers()
    visit.page.evaluate("document.getElementById('help').showModal()")
    barriers["help"] = visit.barriers()
    assert not {name: report for name, report in barriers.items() if report}


def test_an_empty_inbox_is_accessible(visit: Visit) -> None:
    assert visit.barriers() == ""


def test_the_pages_before_the_door_are_accessible(form: Form, tmp_path: Path, window: Page) -> None:
    house = open_house(form.settings(data_dir=tmp_path))
    with serve(create_app(house)) as address:
        visit = Visit(window, address)
        visit.open(f"/welcome/{first_run_link(house)}")
        assert visit.barriers() == ""
        visit.open("/sign-in")
        assert visit.barriers() == ""
    house.close()


def test_nothing_is_wider_than_the_window(seeded: Seeded, visit: Visit) -> None:
    for address in furnish(seeded).values():
        visit.open(address)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
