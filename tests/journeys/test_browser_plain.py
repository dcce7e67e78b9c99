"""Without any script: the forms alone lead from a file to a booking."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.terms import Term
from review_ui.app import create_app
from storage.bookings import list_bookings
from tests.journeys.browsers import serve
from tests.review_ui.houses import PASSWORD, Seeded, add_paper
from tests.review_ui.papers import Paper


@pytest.fixture
def plain(seeded: Seeded, browser: Browser) -> Iterator[Page]:
    """An approver at the inbox, in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    with serve(create_app(seeded.house)) as address:
        page.goto(address)
        page.get_by_label("E-mail").fill("approver@example.test")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        yield page
        context.close()


def test_files_are_sent_by_a_form(plain: Page) -> None:
    plain.set_input_files("input[type=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    plain.get_by_role("button", name="Send").click()
    expect(plain.get_by_text("Received.", exact=True)).to_be_visible()


def test_a_correction_is_saved_and_the_document_approved(seeded: Seeded, plain: Page) -> None:
    add_paper(seeded, Paper("Hotel Aurora", without=frozenset({Term.CURRENCY})))
    plain.reload()
    plain.get_by_role("link", name="Hotel Aurora").click()
    plain.get_by_role("textbox", name="Currency").fill("EUR")
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_text("Saved.")).to_be_visible()
    plain.get_by_role("button", name="Approve").click()
    expect(plain.get_by_text("That was the last document to review.")).to_be_visible()
    assert list_bookings(seeded.house, seeded.organisation_id).total == 1


def test_another_value_is_taken_lines_are_pasted_and_a_value_confirmed_by_buttons(seeded: Seeded, plain: Page) -> None:
    unsure, others = {Term.ISSUE_DATE: 0.5, Term.IBAN: 0.6}, {Term.ISSUE_DATE: ("2026-04-20",)}
    document_id = add_paper(seeded, Paper("Hotel Aurora", unsure=unsure, others=others))
    plain.reload()
    plain.get_by_role("link", name="Hotel Aurora").click()
    plain.get_by_role("button", name="2026-04-20").click()
    expect(plain.locator("#value-issue_date")).to_have_value("2026-04-20")
    plain.get_by_role("button", name="confirm IBAN").click()
    expect(plain.get_by_text("Nothing is left to check")).to_be_visible()
    plain.get_by_text("Fill a column, paste rows").first.click()
    plain.get_by_label("Cells of a spreadsheet").first.fill("Delivery\t1\t\t7.50\t7.50")
    plain.get_by_role("button", name="Add as rows").first.click()
    expect(plain.locator("[name='line_items.2.description']")).to_have_value("Delivery")
    plain.locator("#field-iban .past summary").click()
    plain.locator("#field-iban").get_by_role("link", name="Show the history").click()
    plain.wait_for_url(f"**/documents/{document_id}/fields/iban/history")
    expect(plain.get_by_text("Confirmed")).to_be_visible()


def test_a_document_is_rejected_with_a_reason(seeded: Seeded, plain: Page) -> None:
    add_paper(seeded, Paper("Hotel Aurora"))
    plain.reload()
    plain.get_by_role("link", name="Hotel Aurora").click()
    plain.get_by_text("Reject…").click()
    plain.get_by_label("Why is it rejected?").fill("Not ours")
    plain.get_by_role("button", name="Reject", exact=True).click()
    expect(plain.get_by_role("status")).to_contain_text("Rejected.")


def test_a_turned_page_is_shown_as_it_came_by_a_link(seeded: Seeded, plain: Page) -> None:
    document_id = add_paper(seeded, Paper("Hotel Aurora", sideways=True))
    plain.reload()
    plain.get_by_role("link", name="Hotel Aurora").click()
    plain.get_by_role("link", name="As it came").click()
    expect(plain.get_by_alt_text("Page 1 of 1, as it came")).to_be_visible()
    plain.get_by_role("link", name="Upright").click()
    plain.wait_for_url(f"**/documents/{document_id}")
