"""One field over many documents in a real browser: by keys alone, beside somebody else, on a phone, without scripts."""

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from models.tables.insight import AttentionTable
from models.terms import Term
from storage.readings import load_invoice
from storage.reviews import correct_fields
from tests.journeys.browsers import Visit, count_violations
from tests.journeys.premises import wait_until
from tests.review_ui.houses import SETUP, Seeded, add_paper
from tests.review_ui.papers import Paper

UNSURE = Paper("Hotel Aurora", unsure={Term.ISSUE_DATE: 0.5}, others={Term.ISSUE_DATE: ("2026-04-20",)})
MISSING = Paper("Elektro Nord", without=frozenset({Term.ISSUE_DATE}))
LIVE = 8000  # milliseconds


def row(page: Page, document_id: str) -> Locator:
    return page.locator(f"#row-{document_id}")


def barriers(visit: Visit) -> str:
    """Of the page as it begins: what is half under the bar on top while it is scrolled is no barrier."""
    visit.page.evaluate("scrollTo(0, 0)")
    return visit.barriers()


def issued(seeded: Seeded, document_id: str) -> object:
    return load_invoice(seeded.house, seeded.organisation_id, document_id)[0].value(Term.ISSUE_DATE)


def add_some(seeded: Seeded) -> tuple[str, str, str, str]:
    """Unsure, missing, unsure, unsure, each of another issuer."""
    names = "Hotel Aurora", "Elektro Nord", "Mizarstvo Hrast", "Papirnica Sava"
    papers = (replace(MISSING if name == "Elektro Nord" else UNSURE, seller=name, number=name[:3]) for name in names)
    first, second, third, fourth = (add_paper(seeded, paper) for paper in papers)
    return first, second, third, fourth


def test_four_dates_are_settled_by_keys_alone(seeded: Seeded, visit: Visit) -> None:
    page, documents = visit.page, add_some(seeded)
    first, missing, third, last = (row(page, each) for each in documents)
    visit.open("/?state=review")
    page.get_by_role("navigation", name="one field over all documents").get_by_text("Issue date").press("Enter")
    expect(first.get_by_role("img")).to_have_js_property("complete", value=True)
    assert not barriers(visit)

    page.keyboard.press("Enter")
    expect(first.get_by_role("button", name="Confirm")).to_be_focused()
    page.keyboard.press("1")
    expect(first).to_contain_text("2026-04-20")
    expect(missing.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("2026-0")
    expect(missing.locator(".live")).to_be_visible()
    page.keyboard.type("4-01")
    expect(missing.locator(".live")).to_have_text("Understood as 1 April 2026")
    page.keyboard.press("Enter")
    expect(third.get_by_role("button", name="Confirm")).to_be_focused()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(last.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.locator("[data-onward]").first).to_be_focused()
    expect(page.locator("h1")).to_contain_text("1")
    expect(page.get_by_text("3 documents have no unsure field left: review and approve")).to_be_visible()
    assert not barriers(visit)
    assert [issued(seeded, each) for each in documents] == [
        date(2026, 4, 20),
        date(2026, 4, 1),
        date(2026, 3, 21),
        date(2026, 3, 21),
    ]

    page.keyboard.press("u")
    expect(last.get_by_role("button", name="Confirm")).to_be_focused()
    page.keyboard.press("k")
    expect(third.get_by_role("button", name="Confirm")).to_be_focused()
    page.keyboard.press("e")
    page.keyboard.type("someday")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Not saved, see its row: Mizarstvo Hrast")).to_be_visible()
    expect(third.get_by_role("textbox")).to_have_value("someday")
    expect(third.get_by_text("Stored now: 2026-03-21")).to_be_visible()
    expect(last.get_by_role("button", name="Confirm")).to_be_focused()
    assert not barriers(visit)
    page.keyboard.press("ArrowUp")
    expect(third.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Alt+1")
    expect(third.get_by_role("button", name="Undo")).to_be_visible()
    assert issued(seeded, documents[2]) == date(2026, 4, 20)
    page.keyboard.press("?")
    expect(page.get_by_text("leave this document, go on to the next")).to_be_visible()


def test_what_somebody_else_does_is_seen_and_never_overwritten(seeded: Seeded, visit: Visit) -> None:
    page, (first, _, third, last) = visit.page, add_some(seeded)
    org_id, typed = seeded.organisation_id, {"issue_date": "2026-03-22"}
    visit.open("/by-field/issue_date")
    correct_fields(seeded.house, org_id, third, typed, actor=SETUP, expected_version=1)
    correct_fields(seeded.house, org_id, last, {"buyer_name": "Somebody"}, actor=SETUP, expected_version=1)
    added = add_paper(seeded, replace(UNSURE, seller="Novak", number="new"))
    expect(row(page, third)).to_have_count(0, timeout=LIVE)
    expect(row(page, added)).to_be_visible()
    expect(row(page, last).locator("[name=expected_version]")).to_have_value("2")

    correct_fields(seeded.house, org_id, first, typed, actor=SETUP, expected_version=1)
    row(page, first).get_by_role("button", name="Confirm").click()
    expect(row(page, first)).to_contain_text("Somebody else changed this document meanwhile")
    expect(row(page, first)).to_contain_text("Stored now: 2026-03-22")
    assert issued(seeded, first) == date(2026, 3, 22)
    assert not barriers(visit)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_cut_off(seeded: Seeded, visit: Visit, browser: Browser, scheme: str) -> None:
    add_some(seeded)
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="sl",
        has_touch=True,
        storage_state=visit.page.context.storage_state(),
    )
    page = context.new_page()
    for address in ("/by-field/issue_date", "/?state=review"):
        page.goto(visit.address + address)
        page.wait_for_selector("html.script", state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{visit.address}/by-field/issue_date")
    assert count_violations(page) == 0
    page.get_by_role("button", name="Potrdi").first.tap()
    expect(page.get_by_role("button", name="Razveljavi").first).to_be_visible()
    assert count_violations(page) == 0
    context.close()


def test_without_scripts_every_row_is_a_form(seeded: Seeded, visit: Visit, browser: Browser) -> None:
    first, missing, *_ = add_some(seeded)
    state = visit.page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{visit.address}/by-field/issue_date")
    row(page, first).get_by_role("button", name="2026-04-20").click()
    page.wait_for_url(f"**done={first}#row-{missing}")
    assert issued(seeded, first) == date(2026, 4, 20)
    row(page, first).get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**/by-field/issue_date#row-{first}")
    assert issued(seeded, first) == date(2026, 3, 21)
    row(page, missing).get_by_role("textbox").fill("someday")
    row(page, missing).get_by_role("textbox").press("Enter")
    expect(row(page, missing).locator(".error")).to_be_visible()
    row(page, missing).get_by_role("textbox").fill("2026-04-01")
    row(page, missing).get_by_role("button", name="Save").click()
    expect(row(page, missing).get_by_role("button", name="Undo")).to_be_visible()
    assert issued(seeded, missing) == date(2026, 4, 1)
    context.close()


def test_seconds_are_counted_for_the_document_whose_row_has_the_focus(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    first, second = (add_paper(seeded, Paper(number=number, unsure={Term.ISSUE_DATE: 0.5})) for number in "12")
    visit.open("/by-field/issue_date")

    def counted() -> dict[str, int]:
        with seeded.house.session() as session:
            return {row.document_id: row.seconds for row in session.scalars(select(AttentionTable))}

    page.locator(f"#row-{first} [name=confirm]").focus()
    page.wait_for_timeout(2500)
    page.locator(f"#row-{second} [name=confirm]").focus()
    wait_until(lambda: counted().keys() == {first}, "the seconds of the first")
    page.wait_for_timeout(1500)
    page.goto(visit.address + "/bookings")
    wait_until(lambda: counted().keys() == {first, second}, "the seconds of both")
    assert all(0 < seconds < 10 for seconds in counted().values())
