"""The whole way in a real browser, every process running: first sign-in, two drops, a correction, booking, export."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from flows.samples.writing import SampleDocument, demo_documents
from storage.access import first_run_link
from tests.forms import FORMS
from tests.journeys.browsers import Visit
from tests.journeys.premises import Premises
from tests.review_ui.houses import PASSWORD

READ_MILLISECONDS = 60_000

pytestmark = pytest.mark.parametrize("form_name", FORMS)


@pytest.fixture
def visit(premises: Premises, window: Page) -> Visit:
    """Somebody with the one-time link, at a house that works."""
    for name in ("prefect", "worker", "web"):
        premises.start(name)
    visit = Visit(window, premises.settings.address)
    visit.open(f"/welcome/{first_run_link(premises.house)}")
    return visit


def enter(page: Page) -> None:
    page.get_by_label("Name of the organisation").fill("Example Trading Ltd")
    page.get_by_label("Your e-mail").fill("first@example.test")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url("**/")
    page.wait_for_selector("html.script", state="attached")


def drop(page: Page, *documents: SampleDocument) -> None:
    files = [{"name": each.name, "mimeType": "application/pdf", "buffer": each.content} for each in documents]
    page.set_input_files("input[type=file]", files)  # type: ignore[arg-type]


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_from_the_first_link_to_the_exported_booking(visit: Visit) -> None:
    page = visit.page
    digital, scanned, _ = demo_documents()
    enter(page)

    drop(page, digital, scanned)
    expect(page.locator("tr.state-in_review")).to_have_count(2, timeout=READ_MILLISECONDS)
    page.locator("tr", has_text=digital.name).get_by_role("link").first.click()
    page.wait_for_selector("html.script", state="attached")

    page.get_by_role("textbox", name="Invoice number").fill("CORRECTED-1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-saving]")).to_have_text("Saved.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Approved and booked.")).to_be_visible()
    expect(page.get_by_text(scanned.name).first).to_be_visible()

    page.get_by_role("link", name="Bookings").first.click()
    (row,) = csv.DictReader(io.StringIO(download(page, "CSV").decode("utf-8-sig")))
    (booking,) = json.loads(download(page, "JSON"))["bookings"]
    assert row["invoice_number"] == booking["fields"]["invoice_number"] == "CORRECTED-1"
    assert row["sha256"] == booking["sha256"] == sha256(digital.content).hexdigest()
