"""What made somebody hesitate who reviewed many documents in a row by keyboard."""

from playwright.sync_api import expect

from models.states import State
from storage.documents import load_document
from storage.notes import list_notes
from tests.journeys.browsers import Visit
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper

PLACES = """() => [".page img", ".page svg"].map((each) => {
  const { x, y, width, height } = document.querySelector(each).getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
})"""


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


def test_the_tour_of_the_screen_ends_by_a_key(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document_id = add_paper(seeded, Paper())
    visit.open(f"/documents/{document_id}")
    expect(page.get_by_role("complementary", name="How a document is reviewed")).to_be_visible()
    with page.expect_response("**/me/seen"):
        page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="How a document is reviewed")).to_have_count(0)
    visit.open(f"/documents/{document_id}")
    expect(page.get_by_role("complementary", name="How a document is reviewed")).to_have_count(0)
