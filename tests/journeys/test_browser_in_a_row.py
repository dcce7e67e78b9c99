"""What made somebody hesitate who reviewed many documents in a row by keyboard."""

from playwright.sync_api import expect

from models.states import State
from models.terms import Term
from storage.documents import load_document
from storage.notes import list_notes
from tests.journeys.browsers import Visit
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper

PLACES = """() => [".page img", ".page svg"].map((each) => {
  const { x, y, width, height } = document.querySelector(each).getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
})"""

PRESSED_X = """() => {
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true, cancelable: true }));
  return document.activeElement.id;
}"""


def state_of(seeded: Seeded, document_id: str) -> State:
    return load_document(seeded.house, seeded.organisation_id, document_id).state


def test_frames_lie_on_the_picture_of_the_page(seeded: Seeded, visit: Visit) -> None:
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    picture, frames = visit.page.evaluate(PLACES)
    assert picture == frames


def test_ctrl_and_enter_send_what_is_being_written_and_approve_nothing(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, add_paper(seeded, Paper())
    visit.open(f"/documents/{document_id}")
    page.locator("#notes > summary").click()
    page.get_by_label("Write a note").fill("Called them")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The note is kept.")).to_be_visible()
    assert (len(list_notes(seeded.house, seeded.organisation_id, document_id)), state_of(seeded, document_id)) == (
        1,
        State.IN_REVIEW,
    )

    page.locator("#main").focus()
    page.keyboard.press("x")
    expect(page.get_by_label("Why is it rejected?")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#approve")).to_be_focused()
    assert page.evaluate(PRESSED_X) == "reason", "what is typed next, however quickly, is the reason"
    page.keyboard.type("Not ours")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Rejected.")
    assert state_of(seeded, document_id) is State.REJECTED


def test_rows_to_check_are_named_above_and_shown_on_the_page(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper(unsure_rows=True))}")
    expect(page.locator(".doubtful-rows")).to_have_text("Lines: 2 unsure rows")
    page.keyboard.press("Tab")
    expect(page.locator("#confirm-line_items")).to_be_focused()
    expect(page.locator(".box.is-selected")).to_have_count(2)
    assert not visit.barriers()
    page.keyboard.press("Enter")
    expect(page.locator(".doubtful-rows")).to_have_text("")
    expect(page.locator("#approve")).to_be_focused()


def test_a_key_pressed_twice_undoes_once(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, add_paper(seeded, Paper())
    visit.open(f"/documents/{document_id}")
    page.locator("#value-buyer_name").fill("Somebody else")
    page.keyboard.press("Enter")
    expect(page.locator("[data-saving]")).to_have_text("Saved.")
    page.locator("#main").focus()
    page.keyboard.press("u")
    page.keyboard.press("u")
    page.wait_for_url(f"**/documents/{document_id}?done=undone")
    expect(page.locator("#value-buyer_name")).to_have_value("Example Trading Ltd")


def test_what_was_refused_is_gone_to_before_anything_is_approved(seeded: Seeded, visit: Visit) -> None:
    page, document_id = visit.page, add_paper(seeded, Paper(unsure={Term.ISSUE_DATE: 0.5}))
    visit.open(f"/documents/{document_id}")
    page.keyboard.press("Tab")
    page.keyboard.type("yesterday")
    page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    expect(page.locator("[data-saving]")).to_contain_text("Not everything could be saved")
    page.keyboard.press("Enter")
    expect(page.locator("#value-issue_date")).to_be_focused()
    page.keyboard.type("2026-03-21")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?done=last&decided=*")
    assert state_of(seeded, document_id) is State.BOOKED


def test_long_values_are_seen_whole(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    paper = Paper("Papirnica Sava in Novakovi d.o.o.", unsure={Term.IBAN: 0.5})
    visit.open(f"/documents/{add_paper(seeded, paper)}")
    for term in ("iban", "seller_name"):
        assert page.locator(f"#value-{term}").evaluate("(it) => it.scrollWidth <= it.clientWidth")


def test_the_tour_of_the_screen_ends_by_a_key(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document_id = add_paper(seeded, Paper(unsure={Term.ISSUE_DATE: 0.5}))
    visit.open(f"/documents/{document_id}")
    expect(page.get_by_role("complementary", name="How a document is reviewed")).to_be_visible()
    with page.expect_response("**/me/seen"):
        page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="How a document is reviewed")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.locator("#value-issue_date")).to_be_focused()
    visit.open(f"/documents/{document_id}")
    expect(page.get_by_role("complementary", name="How a document is reviewed")).to_have_count(0)
