"""Two pages of one invoice that came apart: joined by keys, taken apart again; as plain forms also without scripts."""

from playwright.sync_api import Browser, expect

from models.page_ranges import PageRange
from models.states import State
from storage.documents import load_document
from storage.jobs import claim_job, finish_join
from tests.journeys.browsers import Visit
from tests.review_ui.houses import LEASE, Seeded, add_paper, finish
from tests.review_ui.papers import Paper

LIVE = 8000  # milliseconds
PAGES = (PageRange(0, 0), PageRange(1, 1))


def join(seeded: Seeded) -> tuple[str, ...]:
    """Do what a worker does; the whole, and what it was joined from, in order."""
    claimed = claim_job(seeded.house, "test", LEASE)
    assert claimed is not None
    whole = finish_join(seeded.house, claimed, b"%PDF-1.7 joined", PAGES).document_id
    finish(seeded, Paper("Hotel Aurora", "77", pages=2))
    return whole, claimed.document_id, *claimed.joining


def states(seeded: Seeded, *documents: str) -> list[State]:
    return [load_document(seeded.house, seeded.organisation_id, each).state for each in documents]


def test_two_are_joined_and_taken_apart_by_keys(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    first, second = add_paper(seeded, Paper("Hotel Aurora", "1")), add_paper(seeded, Paper("Second sheet", "2"))
    visit.open("/")
    for name in ("Choose Hotel Aurora", "Choose Second sheet"):
        page.get_by_label(name).focus()
        page.keyboard.press("Space")
    expect(page.get_by_text("With 2 chosen documents…")).to_be_visible()
    page.keyboard.press("m")
    page.wait_for_url("**/join?*")
    shown = page.get_by_role("list", name="Documents to join, in their order").get_by_role("listitem")
    expect(shown).to_contain_text(["Hotel Aurora", "Second sheet"])
    assert not visit.barriers()
    page.get_by_role("button", name="Earlier").press("Enter")
    expect(shown).to_contain_text(["Second sheet", "Hotel Aurora"])
    expect(page.locator("button:focus")).to_contain_text("Leave out")
    page.keyboard.press("m")
    page.wait_for_url("**/?*done=joining")
    expect(page.get_by_text("The documents will be one in a moment")).to_be_visible()
    whole, *sources = join(seeded)
    assert sources == [second, first]
    expect(page.locator(f"#row-{whole}")).to_contain_text("77", timeout=LIVE)
    expect(page.locator(f"#row-{first}")).to_contain_text("Joined")
    page.keyboard.press("n")
    page.wait_for_url(f"**/documents/{whole}")
    expect(page.get_by_role("region", name="Joined from")).to_contain_text("Hotel Aurora")
    assert not visit.barriers()
    page.get_by_role("button", name="Take it apart again").press("Enter")
    page.wait_for_url(f"**/documents/{whole}?done=apart")
    assert not visit.barriers()
    assert states(seeded, first, second, whole) == [State.IN_REVIEW, State.IN_REVIEW, State.UNPACKED]


def test_a_document_finds_its_other_page_without_scripts(seeded: Seeded, visit: Visit, browser: Browser) -> None:
    first, second = add_paper(seeded, Paper("Hotel Aurora", "1")), add_paper(seeded, Paper("Second sheet", "2"))
    add_paper(seeded, Paper("Elektro Nord", "3"))
    state = visit.page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{visit.address}/documents/{first}")
    page.get_by_role("link", name="Join with other documents").click()
    page.get_by_role("searchbox").fill("second")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Join 2 documents").click()
    expect(page.get_by_text("The documents will be one in a moment")).to_be_visible()
    whole, *sources = join(seeded)
    assert sources == [first, second]
    page.goto(f"{visit.address}/documents/{second}")
    page.get_by_role("link", name="Open the joined document").click()
    page.get_by_role("button", name="Take it apart again").click()
    expect(page.get_by_text("are in review again.")).to_be_visible()
    assert states(seeded, first, second, whole) == [State.IN_REVIEW, State.IN_REVIEW, State.UNPACKED]
    context.close()
