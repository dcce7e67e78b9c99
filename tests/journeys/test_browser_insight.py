"""Dashboard, automation and issuers in a real browser; and a document that is used is timed."""

from playwright.sync_api import expect

from storage.performance import load_performance
from storage.tallies import Measure, Tally
from tests.journeys.browsers import Visit
from tests.journeys.premises import wait_until
from tests.review_ui.houses import PASSWORD, Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.storage.reviewed import reviewed


def test_what_was_learned_is_forgotten_where_it_is_told(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    add_paper(seeded, Paper(number="2"))
    first = add_paper(seeded, Paper(number="1"))
    visit.open(f"/documents/{first}")
    page.locator("#value-invoice_number").fill("1-B")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**approved={first}")
    told = page.get_by_role("region", name="From now on, for Papirnica Sava d.o.o.")
    expect(told).to_contain_text("Invoice number stands where it was found here.")
    assert visit.barriers() == ""
    told.get_by_role("button", name="Forget it: Invoice number").click()
    expect(page.get_by_role("button", name="Use it again: Invoice number")).to_be_visible()
    page.get_by_role("link", name="All that is remembered of this issuer").click()
    expect(page.get_by_role("heading", name="What is remembered")).to_be_visible()
    assert visit.barriers() == ""


def test_a_document_that_is_used_is_timed_and_the_dashboard_tells(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    page.mouse.move(100, 300)
    page.wait_for_timeout(2500)
    page.mouse.move(200, 300)
    visit.open("/dashboard")
    wait_until(lambda: bool(attention(seeded)), "the seconds that the page sends as it is left")
    seen = attention(seeded)
    assert [one.count for one in seen.values()] == [1]
    assert all(0 < one.seconds < 20 for one in seen.values())
    assert visit.barriers() == ""


def attention(seeded: Seeded) -> dict[str, Tally]:
    return load_performance(seeded.house, seeded.organisation_id, 7, names=False).by_name(Measure.ATTENTION)


def test_the_administrator_sees_the_curve_and_switches_on(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    reviewed(seeded.house, seeded.organisation_id, 300, score=0.9)
    page.context.clear_cookies()
    visit.sign_in("administrator@example.test", PASSWORD)
    visit.open("/automation")
    expect(page.get_by_role("img", name="Coverage against error", exact=False)).to_be_visible()
    assert visit.barriers() == ""
    page.get_by_label("Book documents without a person from now on.").check()
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("button", name="Switch off")).to_be_visible()
