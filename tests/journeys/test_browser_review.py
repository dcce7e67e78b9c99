"""Reviewing in a real browser, on a house where documents were read already."""

import csv
import io
import json
from pathlib import Path

from playwright.sync_api import Page, expect

from models.invoice import Finding
from models.states import State
from models.terms import Term
from storage.documents import load_document
from tests.journeys.browsers import Visit
from tests.review_ui.houses import Seeded, add_paper, finish, receive
from tests.review_ui.papers import WIDTH, Paper

DOUBTFUL = Paper(
    unsure={Term.IBAN: 0.5},
    without=frozenset({Term.CURRENCY}),
    findings=(Finding("iban_checksum", "The check figures of the IBAN do not fit.", ("iban",)),),
)
SAVED = "Saved."


def point(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the document stands in the window."""
    frame = page.locator("svg[data-page='0']").bounding_box()
    assert frame is not None
    scale = frame["width"] / WIDTH
    return frame["x"] + x * scale, frame["y"] + y * scale


def saved(page: Page) -> None:
    expect(page.locator("[data-saving]")).to_have_text(SAVED)


def test_review_correct_approve_and_export(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    older, newer = add_paper(seeded, Paper("Elektro Nord", "RE-7")), add_paper(seeded, DOUBTFUL)
    visit.open(f"/documents/{newer}")

    page.get_by_role("textbox", name="Currency").fill("eur")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Currency")).to_have_value("EUR")
    saved(page)

    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/documents/{older}?approved={newer}")
    expect(page.get_by_text("Approved and booked.")).to_be_visible()

    page.keyboard.press("b")
    page.wait_for_url("**/bookings")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert [(row["document_id"], row["currency"]) for row in rows] == [(newer, "EUR")]
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    exported = json.loads(Path(download.value.path()).read_bytes())
    assert exported["bookings"][0]["sha256"] == load_document(seeded.house, seeded.organisation_id, newer).sha256


def test_a_field_shows_its_box_and_a_box_its_field(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    page.locator("#value-iban").focus()
    expect(page.locator(".box[data-term=iban]")).to_have_class("box box-sure is-selected")
    expect(page.locator(".box[data-term=iban]")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.locator(".box[data-term=due_date]").click()
    expect(page.locator("#value-due_date")).to_be_focused()


def test_clicked_and_dragged_words_fill_the_chosen_field(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document_id = add_paper(seeded, Paper(without=frozenset({Term.SELLER_ADDRESS, Term.BUYER_NAME})))
    visit.open(f"/documents/{document_id}")
    page.get_by_text("more fields, not found").click()

    page.locator("#value-buyer_name").focus()
    page.locator(".pages").evaluate("pages => pages.scrollTo(0, 0)")
    page.mouse.click(*point(page, 110, 166))
    expect(page.locator("#value-buyer_name")).to_have_value("Example")
    saved(page)

    page.locator("#value-seller_address").focus()
    page.mouse.move(*point(page, 51, 78))
    page.mouse.down()
    page.mouse.move(*point(page, 300, 85), steps=5)
    page.mouse.up()
    expect(page.locator("#value-seller_address")).to_have_value("Industrijska cesta 12, 1000 Ljubljana")
    saved(page)
    expect(page.locator(".box[data-term=seller_address]")).to_have_count(1)


def test_a_bad_value_is_explained_beside_its_field_and_nothing_is_lost(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    page.locator("#value-issue_date").fill("soon")
    page.locator("#value-buyer_name").fill("New Buyer")
    page.keyboard.press("Tab")
    expect(page.locator("#error-issue_date")).to_contain_text("Stored now: 2026-03-21")
    expect(page.locator("#value-issue_date")).to_have_value("soon")
    expect(page.locator("#value-buyer_name")).to_have_value("New Buyer")
    expect(page.locator("#field-buyer_name")).to_contain_text("Confirmed")


def test_the_keyboard_leads_through_the_documents(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    older, newer = add_paper(seeded, Paper(number="1")), add_paper(seeded, Paper(number="2"))
    visit.open(f"/documents/{newer}")
    page.keyboard.press("j")
    page.wait_for_url(f"**/{older}")
    page.keyboard.press("k")
    page.wait_for_url(f"**/{newer}")
    page.keyboard.press("e")
    expect(page.locator(".field :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()


def test_undo_brings_the_value_back(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    page.locator("#value-buyer_name").fill("Wrong")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    page.wait_for_url("**done=undone")
    expect(page.locator("#value-buyer_name")).to_have_value("Example Trading Ltd")


def test_two_people_at_one_document_lose_nothing(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, add_paper(seeded, Paper())
    visit.open(f"/documents/{document_id}")
    other = page.context.new_page()
    second = Visit(other, visit.address)
    second.open(f"/documents/{document_id}")
    other.locator("#value-buyer_name").fill("From the other")
    other.keyboard.press("Enter")
    saved(other)
    page.locator("#value-seller_name").fill("From me")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Somebody else changed this document")).to_be_visible()
    expect(page.locator("#value-seller_name")).to_have_value("From me")
    expect(page.locator("#value-buyer_name")).to_have_value("From the other")


def test_rejecting_by_keyboard_asks_why(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, add_paper(seeded, Paper())
    visit.open(f"/documents/{document_id}")
    page.keyboard.press("x")
    page.get_by_label("Why is it rejected?").fill("Paid already")
    page.get_by_role("button", name="Reject", exact=True).click()
    page.wait_for_url("**/?decided=*")
    assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.REJECTED


def test_a_dropped_file_appears_and_fills_itself_while_it_is_read(seeded: Seeded, visit: Visit) -> None:
    page, paper = visit.page, Paper("Fresh Company", "F-1")
    visit.open("/")
    page.set_input_files("input[type=file]", {"name": "fresh.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"})
    expect(page.locator("#tray")).to_contain_text("Received.")
    expect(page.locator("#list")).to_contain_text("Queued")
    finish(seeded, paper)
    expect(page.locator("#list")).to_contain_text("Fresh Company")
    expect(page.locator("#list")).to_contain_text("In review")


def test_a_file_that_was_here_before_leads_to_the_first(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, receive(seeded, "first.pdf", b"%PDF-1 same")
    visit.open("/")
    drop = "(data) => { const t = new DataTransfer(); t.items.add(new File([data], 'again.pdf'));"
    drop += " for (const n of ['dragenter', 'drop']) window.dispatchEvent(new DragEvent(n, {dataTransfer: t})); }"
    page.evaluate(drop, "%PDF-1 same")
    page.get_by_role("link", name="Open the first one").click()
    page.wait_for_url(f"**/documents/{document_id}")


def test_a_page_that_waits_shows_the_fields_when_they_are_read(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, receive(seeded, "fresh.pdf")
    visit.open(f"/documents/{document_id}")
    expect(page.get_by_text("it will be read in a moment")).to_be_visible()
    finish(seeded, Paper("Fresh Company"))
    expect(page.locator("#value-seller_name")).to_have_value("Fresh Company")


def test_approving_too_early_leads_to_what_is_missing(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, DOUBTFUL)}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-saving]")).to_have_text("Needed before approval: Currency")
    expect(page.locator("#value-currency")).to_be_focused()


def test_a_turned_page_is_shown_as_it_came_and_upright_again_by_keyboard(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper(sideways=True))}")
    expect(page.locator(".page .box")).not_to_have_count(0)
    page.keyboard.press("r")
    page.wait_for_url("**?raw=1")
    picture = page.get_by_alt_text("Page 1 of 1, as it came")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > image.naturalHeight)")
    expect(page.locator(".page .box")).to_have_count(0)
    assert not visit.barriers()
    page.get_by_role("link", name="Upright").click()
    expect(page.locator(".page .box")).not_to_have_count(0)
