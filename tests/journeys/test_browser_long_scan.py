"""A scan of forty pages in a real browser, every process running: its fields are seen before it is read."""

import pytest
from playwright.sync_api import Page, expect

from models.states import State
from storage.access import first_run_link
from storage.documents import list_documents
from tests.forms import FORMS
from tests.journeys.browsers import Visit
from tests.journeys.papers import draw_scan_with_annex
from tests.journeys.premises import Premises
from tests.journeys.test_browser_journey import enter

NAME, NUMBER, PAGES = "forty.pdf", "B-40", 40
SHOWN_MILLISECONDS, READ_MILLISECONDS = 60_000, 180_000
READ_SECONDS = "40"  # time for some of the annex; what is left unread then is nothing new

pytestmark = pytest.mark.parametrize("form_name", FORMS)


@pytest.fixture
def visit(premises: Premises, window: Page) -> Visit:
    """Somebody with the one-time link, at a house that reads all pages of long documents as far as time allows."""
    premises.start("prefect")
    premises.start("worker", PREJETO_READ_PAGES=str(PAGES), PREJETO_READ_SECONDS=READ_SECONDS)
    premises.start("web")
    visit = Visit(window, premises.settings.address)
    visit.open(f"/welcome/{first_run_link(premises.house)}")
    return visit


def test_fields_of_forty_scanned_pages_are_seen_before_all_are_read(premises: Premises, visit: Visit) -> None:
    page = visit.page
    enter(page)
    file = {"name": NAME, "mimeType": "application/pdf", "buffer": draw_scan_with_annex(NUMBER, PAGES)}
    page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]

    row = page.locator("tr.state-reading", has_text=NAME)
    expect(row.locator(".cell-total")).to_contain_text("576.00", timeout=SHOWN_MILLISECONDS)
    expect(row).to_contain_text("3 pages are read; the rest is still to come")

    row.get_by_role("link").first.click()
    expect(page.get_by_role("textbox", name="Invoice number")).to_have_value(NUMBER)
    expect(page.get_by_role("textbox", name="Invoice number")).not_to_be_editable()
    expect(page.get_by_role("img", name=f"Page {PAGES} of {PAGES}")).to_be_attached()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    expect(page.locator("[data-pages-read]")).not_to_have_text("3", timeout=SHOWN_MILLISECONDS)
    expect(page.get_by_text(f"of {PAGES} pages are read")).to_be_visible()
    assert visit.barriers() == ""
    (document,) = list_documents(premises.house, premises.organisation).rows
    assert (document.state, document.version) == (State.READING, 0)

    expect(page.get_by_role("button", name="Approve")).to_be_visible(timeout=READ_MILLISECONDS)
    expect(page.get_by_role("textbox", name="Invoice number")).to_have_value(NUMBER)
    expect(page.locator("[data-pages-read]")).to_have_count(0)
