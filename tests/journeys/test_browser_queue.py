"""Two people at one queue and one document, each in a browser of their own; nothing is loaded anew by hand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from models.terms import Term
from tests.journeys.browsers import Visit
from tests.review_ui.houses import PASSWORD, Seeded, add_paper
from tests.review_ui.papers import Paper

LIVE = 8000  # milliseconds


@pytest.fixture
def other(visit: Visit, browser: Browser) -> Iterator[Visit]:
    """A clerk at another browser, at the same server."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    second = Visit(context.new_page(), visit.address)
    second.sign_in("reviewer@example.test", PASSWORD)
    yield second
    context.close()


def test_two_people_share_the_queue_and_one_document(seeded: Seeded, visit: Visit, other: Visit) -> None:
    mine, theirs = visit.page, other.page
    first = add_paper(seeded, Paper("Hotel Aurora", "1", unsure={Term.ISSUE_DATE: 0.4}))
    expect(mine.locator("#list")).to_contain_text("Hotel Aurora", timeout=LIVE)
    expect(mine.locator("#list")).to_contain_text("Issue date unsure")
    assert not visit.barriers()

    theirs.keyboard.press("n")
    theirs.wait_for_url(f"**/documents/{first}")
    expect(mine.locator("#list")).to_contain_text("reviewer@example.test has it open", timeout=LIVE)

    visit.open(f"/documents/{first}")
    expect(mine.locator("#part-hold")).to_contain_text("reviewer@example.test has this document open")
    expect(mine.get_by_role("button", name="Save")).to_have_count(0)
    assert not visit.barriers()
    mine.get_by_role("button", name="Take it over").click()
    expect(mine.locator("#part-hold p")).to_have_count(0)
    expect(theirs.locator("#part-hold")).to_contain_text("approver@example.test has this document open", timeout=LIVE)

    theirs.locator("#value-buyer_name").fill("Too late")
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_text("take it over if you want to change it")).to_be_visible()
    mine.locator("#value-buyer_name").fill("In time")
    mine.keyboard.press("Enter")
    expect(mine.locator("[data-saving]")).to_have_text("Saved.")

    visit.open("/")
    expect(theirs.locator("#value-buyer_name")).to_have_value("In time", timeout=LIVE)
    expect(theirs.locator("#part-hold p")).to_have_count(0)


def test_chosen_documents_stay_chosen_while_the_list_goes_on(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document = add_paper(seeded, Paper("Hotel Aurora", "1"))
    visit.open("/")
    page.get_by_label("Choose Hotel Aurora").check()
    expect(page.get_by_text("With 1 chosen document…")).to_be_visible()
    add_paper(seeded, Paper("Elektro Nord", "2"))
    expect(page.locator("#list")).to_contain_text("Elektro Nord", timeout=LIVE)
    expect(page.get_by_label("Choose Hotel Aurora")).to_be_checked()
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("Done with 1 of 1 document.")).to_be_visible()
    assert not visit.barriers()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator(f"#row-{document}")).to_contain_text("You")
