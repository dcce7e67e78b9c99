"""Nobody is kept out: every page by the rules of WCAG 2.2 AA, light and dark, on a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from flows.bootstrap import open_house
from models.errors import DamagedDocument, PasswordNeeded
from review_ui.app import create_app
from storage.access import first_run_link
from storage.attachments import attach_file
from storage.reviews import approve
from tests.forms import Form
from tests.journeys.browsers import Visit, serve
from tests.journeys.test_browser_review import DOUBTFUL
from tests.review_ui.houses import SETUP, Seeded, add_failed, add_paper, receive
from tests.review_ui.papers import Paper

LOOKS = [("desk", "light"), ("phone", "dark")]
LONG = Paper("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH", f"RE-{10**44}")
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
UNCOVERED = """control => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return seen?.closest(".field") === control.closest(".field");
}"""


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
    long = add_paper(seeded, LONG)
    receive(seeded, "queued.pdf")
    documents = {"long": long, "doubtful": doubtful, "booked": booked, "locked": locked, "broken": broken}
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


def test_a_long_name_of_an_attachment_widens_nothing(seeded: Seeded, visit: Visit) -> None:
    document_id = add_paper(seeded, Paper())
    attach_file(seeded.house, seeded.organisation_id, document_id, b"order", "order" * 40 + ".pdf", actor=SETUP)
    visit.open(f"/documents/{document_id}")
    assert visit.page.locator("#attachments").evaluate("(it) => it.scrollWidth <= it.clientWidth")


def test_every_place_is_reached_at_any_width(visit: Visit) -> None:
    page = visit.page
    for width in (360, 800, 1000, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        menu = page.locator(".menu summary")
        if menu.is_visible():
            menu.click()
        for link in page.get_by_role("navigation", name="Main").get_by_role("link").all():
            expect(link).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width


def test_nothing_lies_over_a_field(seeded: Seeded, visit: Visit) -> None:
    """Whichever field is chosen, on a screen of any height it is seen, and no bar covers it."""
    page = visit.page
    document_id = add_paper(seeded, DOUBTFUL)
    for height in (844, 500):
        page.set_viewport_size({"width": 390, "height": height})
        visit.open(f"/documents/{document_id}")
        fields = page.locator(".field-value :is(input:not([type=hidden]), select, textarea):visible").all()
        for control in fields:
            control.focus()
            assert control.evaluate(UNCOVERED), (height, control.get_attribute("name"))
        assert len(fields) > 10


def test_the_reason_of_a_rejection_lies_over_no_field(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document_id = add_paper(seeded, DOUBTFUL)
    for width, height in ((1440, 900), (390, 844), (390, 500)):
        page.set_viewport_size({"width": width, "height": height})
        visit.open(f"/documents/{document_id}")
        page.locator(".actions details.decide summary").click()
        form, fields = (page.locator(each).bounding_box() for each in (".actions .decide-form", ".panel-body"))
        assert form
        assert fields
        assert form["y"] >= fields["y"] + fields["height"], (width, height)
        expect(page.locator("#reason")).to_be_focused()
        expect(page.locator(".actions .decide-form [type=submit]")).to_be_in_viewport()
        assert visit.barriers() == "", (width, height)
