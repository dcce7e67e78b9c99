"""Reviewing by keyboard alone: every key is counted, a chord as many times as it has keys."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import pytest
from playwright.sync_api import Page, expect

from models.states import State
from models.terms import Term
from storage.bookings import list_bookings
from storage.documents import load_document
from storage.readings import load_invoice
from tests.journeys.browsers import Visit
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper

MOST_KEYS = 6
UNSURE = {Term.IBAN: 0.5, Term.ISSUE_DATE: 0.7}
OTHERS = {Term.IBAN: ("SI12345679",), Term.ISSUE_DATE: ("2026-04-20",)}


@dataclass
class Keyboard:
    """Whose keys are counted."""

    page: Page
    count: int = 0

    def press(self, *chords: str) -> None:
        for chord in chords:
            self.page.keyboard.press(chord)
            self.count += len(chord.split("+"))

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)


def accept_both(keys: Keyboard) -> None:
    keys.press("Tab", "Enter", "Enter", "Enter")


def take_another_date(keys: Keyboard) -> None:
    keys.press("Tab", "Enter", "Alt+1", "Enter", "Enter")


def type_what_is_missing(keys: Keyboard) -> None:
    keys.press("Tab")
    keys.type("EUR")
    keys.press("Enter", "Enter", "Enter")


Way = tuple[Paper, Callable[[Keyboard], None]]
WAYS: tuple[Way, ...] = (
    (Paper(number="1", unsure=UNSURE), accept_both),
    (Paper(number="2", unsure=UNSURE, others=OTHERS), take_another_date),
    (Paper(number="3", unsure={Term.IBAN: 0.5}, without=frozenset({Term.CURRENCY})), type_what_is_missing),
)


def test_a_document_with_two_unsure_fields_takes_six_keys(seeded: Seeded, visit: Visit) -> None:
    page, counts = visit.page, []
    documents = [add_paper(seeded, paper) for paper, _ in WAYS]
    visit.open(f"/documents/{documents[0]}")  # all are due on one day: the oldest comes next
    for document_id, (_, way) in zip(documents, WAYS, strict=True):
        expect(page.locator("#review-form")).to_have_attribute("action", f"/documents/{document_id}/fields")
        keys = Keyboard(page)
        way(keys)
        page.wait_for_url(re.compile(rf"approved={document_id}|done=last"))
        page.wait_for_selector("html.script", state="attached")
        counts.append(keys.count)
    assert list_bookings(seeded.house, seeded.organisation_id).total == len(WAYS)
    assert median(counts) <= MOST_KEYS
    taken, _ = load_invoice(seeded.house, seeded.organisation_id, documents[1])
    assert taken.text(Term.ISSUE_DATE) == "2026-04-20"


def test_tab_leads_to_what_is_unsure_and_on_to_the_approval(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, add_paper(seeded, Paper(unsure=UNSURE))
    visit.open(f"/documents/{document_id}")
    for key, focused in [
        ("Tab", "value-iban"),
        ("Tab", "value-issue_date"),
        ("Tab", "approve"),
        ("Shift+Tab", "value-issue_date"),
        ("Shift+Tab", "value-iban"),
        ("ArrowDown", "value-issue_date"),
        ("ArrowDown", "value-document_type"),
    ]:
        page.keyboard.press(key)
        expect(page.locator(f"#{focused}")).to_be_focused()
    assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.IN_REVIEW


def test_tab_passes_by_rows_that_are_sure(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    page.keyboard.press("Tab")
    expect(page.locator("#approve")).to_be_focused()
    page.locator("[name='line_items.0.net_amount']").focus()
    for cell in ("line_items.0.vat_rate", None):
        page.keyboard.press("Tab")
        expect(page.locator(f"[name='{cell}']" if cell else "#approve")).to_be_focused()
    page.locator("[name='line_items.1.vat_rate']").focus()
    page.keyboard.press("Tab")
    expect(page.locator("[name='line_items.2.description']")).to_be_focused()


def test_tab_goes_to_rows_that_are_unsure_and_to_no_other(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper(unsure_rows=True))}")
    page.keyboard.press("Tab")
    expect(page.locator("#confirm-line_items")).to_be_focused()
    unsure = page.locator(".rows-line_items input[data-stop]").count()
    assert unsure == 12, "two lines of six cells"
    for _ in range(unsure):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.rows-line_items [data-stop]')")
    page.keyboard.press("Tab")
    expect(page.locator("#approve")).to_be_focused()


def test_a_typed_value_is_checked_before_it_is_saved(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper(unsure=UNSURE))}")
    page.keyboard.press("Tab")
    page.keyboard.type("SI56191000000123439")
    expect(page.locator("#field-iban .live")).to_have_text("The check figures of the IBAN do not fit.")
    page.keyboard.press("Backspace")
    page.keyboard.type("8")
    expect(page.locator("#field-iban .live")).to_have_text("")


def test_the_history_of_a_field_opens_by_a_key(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper(unsure=UNSURE))}")
    page.keyboard.press("Tab")
    page.keyboard.press("Alt+h")
    expect(page.locator("#field-iban .past")).to_contain_text("SI56191000000123438")
    assert not visit.barriers()


@pytest.fixture
def cells(seeded: Seeded, visit: Visit) -> Callable[[str], list[str]]:
    """The cells of a column of the lines, as they stand on the screen."""
    visit.open(f"/documents/{add_paper(seeded, Paper())}")

    def of(column: str) -> list[str]:
        found = visit.page.locator(f"[name^='line_items.'][name$='.{column}']")
        return [found.nth(index).input_value() for index in range(found.count())]

    return of


def test_lines_are_edited_like_a_spreadsheet(visit: Visit, cells: Callable[[str], list[str]]) -> None:
    page, lines = visit.page, visit.page.locator(".rows-line_items .row:not(.row-sum)")

    page.locator("[name='line_items.0.unit']").fill("pcs")
    page.keyboard.press("Control+d")
    expect(page.locator("[name='line_items.1.unit']")).to_have_value("pcs")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name='line_items.1.unit']")).to_be_focused()

    page.keyboard.press("Alt+Enter")
    expect(lines).to_have_count(4)
    assert cells("net_amount") == ["45.00", "27.50", "27.50", ""]

    page.keyboard.press("Alt+Delete")
    expect(lines).to_have_count(3)
    assert cells("description") == ["Paper A4 500 sheets", "Printer toner black", ""]

    page.locator("[name='line_items.2.description']").focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(paste);
        }""",
        "Screws\t100\tpcs\t0.10\t10.00\nNuts\t50\tpcs\t0.10\t5.00\n",
    )
    expect(lines).to_have_count(5)
    assert cells("description")[2:] == ["Screws", "Nuts", ""]
    expect(page.locator(".rows-line_items .row-sum")).to_contain_text("87.50")
