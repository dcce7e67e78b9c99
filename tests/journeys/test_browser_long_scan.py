"""A long scan in a real browser: its first pages and fields are seen before it is read, and then the whole."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from models.states import State
from storage.access import first_run_link
from storage.documents import list_documents
from storage.jobs import finish_capture
from tests.journeys.browsers import Visit
from tests.journeys.papers import draw_scan_with_annex
from tests.journeys.premises import Premises
from tests.journeys.test_browser_journey import enter
from tests.review_ui.houses import Seeded, claim, receive, show_first
from tests.review_ui.papers import Paper, lay_out, read

NAME, NUMBER, PAGES = "forty.pdf", "B-40", 40
SHOWN_MILLISECONDS, READ_MILLISECONDS = 60_000, 180_000
READ_SECONDS = "120"  # on a busy machine


def test_fields_of_forty_scanned_pages_are_seen_before_all_are_read(premises: Premises, window: Page) -> None:
    premises.start("prefect")
    premises.start("worker", PREJETO_READ_PAGES=str(PAGES), PREJETO_READ_SECONDS=READ_SECONDS)
    premises.start("web")
    visit, page = Visit(window, premises.settings.address), window
    visit.open(f"/welcome/{first_run_link(premises.house)}")
    enter(page)
    file = {"name": NAME, "mimeType": "application/pdf", "buffer": draw_scan_with_annex(NUMBER, PAGES)}
    page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]

    row = page.locator("tr.state-reading", has_text=NAME)
    expect(row.locator(".cell-total")).to_contain_text("576.00", timeout=SHOWN_MILLISECONDS)
    expect(row).to_contain_text("pages are read; the rest is still to come")
    row.get_by_role("link").first.click()
    expect(page.get_by_role("textbox", name="Invoice number")).to_have_value(NUMBER)
    expect(page.get_by_role("textbox", name="Invoice number")).not_to_be_editable()
    expect(page.get_by_role("img", name=f"Page {PAGES} of {PAGES}")).to_be_attached()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    (document,) = list_documents(premises.house, premises.organisation).rows
    assert (document.state, document.version) == (State.READING, 0)

    expect(page.get_by_role("button", name="Approve")).to_be_visible(timeout=READ_MILLISECONDS)
    expect(page.get_by_role("textbox", name="Invoice number")).to_have_value(NUMBER)
    expect(page.locator("[data-pages-read]")).to_have_count(0)


def test_an_open_page_shows_the_first_pages_how_far_it_is_and_then_the_whole(seeded: Seeded, visit: Visit) -> None:
    page, paper = visit.page, Paper(pages=3)
    document_id = receive(seeded, paper.name)
    visit.open(f"/documents/{document_id}")
    expect(page.get_by_text("There is nothing to show yet.")).to_be_visible()

    held = claim(seeded)
    show_first(seeded, held, paper, PAGES)
    expect(page.get_by_text(f"3 of {PAGES} pages are read")).to_be_visible()
    expect(page.get_by_role("textbox", name="Invoice number")).to_have_value(paper.number)
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    assert visit.barriers() == ""

    page.get_by_role("textbox", name="Invoice number").focus()
    show_first(seeded, held, replace(paper, pages=7), PAGES)
    expect(page.get_by_text(f"7 of {PAGES} pages are read")).to_be_visible()
    expect(page.get_by_role("textbox", name="Invoice number")).to_be_focused()

    finish_capture(seeded.house, held, read(paper, lay_out(paper)), State.IN_REVIEW, "read")
    expect(page.get_by_role("button", name="Approve")).to_be_visible()
    expect(page.locator("[data-pages-read]")).to_have_count(0)
