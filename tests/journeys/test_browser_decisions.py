"""Deciding in a real browser: approve, undo by one key, and four eyes by two people; as forms also without scripts."""

from decimal import Decimal

from playwright.sync_api import Browser, FilePayload, expect

from models.approval_rules import ApprovalRules
from models.states import State
from storage.documents import load_document
from tests.journeys.browsers import Visit
from tests.review_ui.deciding import set_rules
from tests.review_ui.houses import PASSWORD, Seeded, add_paper
from tests.review_ui.papers import Paper

NEW_IBAN = "DE89370400440532013000"


def state_of(seeded: Seeded, document_id: str) -> State:
    return load_document(seeded.house, seeded.organisation_id, document_id).state


def test_approve_undo_and_four_eyes(seeded: Seeded, visit: Visit, browser: Browser) -> None:
    page = visit.page
    older, newer = add_paper(seeded, Paper(number="1")), add_paper(seeded, Paper(number="2"))
    visit.open(f"/documents/{newer}")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/documents/{older}?approved={newer}")
    assert state_of(seeded, newer) is State.BOOKED
    page.keyboard.press("z")
    page.wait_for_url(f"**/documents/{newer}?done=taken_back")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert state_of(seeded, newer) is State.IN_REVIEW

    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/documents/{older}?approved={newer}")
    page.locator("#value-iban").fill(NEW_IBAN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Two people have to approve")).to_contain_text("SI56191000000123438")
    assert visit.barriers() == ""
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/?done=last&decided={older}")
    expect(page.get_by_text("A second person has to approve it too")).to_be_visible()
    assert state_of(seeded, older) is State.IN_REVIEW

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    second = Visit(context.new_page(), visit.address)
    second.sign_in("administrator@example.test", PASSWORD)
    second.open(f"/documents/{older}")
    expect(second.page.get_by_text("approver@example.test approved it first")).to_be_visible()
    second.page.keyboard.press("Control+Enter")
    second.page.wait_for_url("**/?done=last&decided=*")
    assert state_of(seeded, older) is State.BOOKED
    context.close()


def test_decisions_without_scripts(seeded: Seeded, visit: Visit, browser: Browser) -> None:
    set_rules(seeded, ApprovalRules({"EUR": Decimal(100)}))
    document_id = add_paper(seeded, Paper(pages=2))
    state = visit.page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{visit.address}/documents/{document_id}")
    page.locator("#notes > summary").click()
    page.get_by_label("Write a note").fill("Called them")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Called them")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    page.goto(f"{visit.address}/documents/{document_id}")
    page.get_by_role("button", name="Take my approval back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    page.get_by_text("Split into several documents").click()
    page.get_by_label("Page 1", exact=True).last.check()
    page.get_by_role("button", name="Split", exact=True).click()
    expect(page.get_by_text("It will be split in a moment.")).to_be_visible()
    assert state_of(seeded, document_id) is State.RECEIVED
    context.close()


def test_files_are_put_beside_a_document(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document_id = add_paper(seeded, Paper())
    visit.open(f"/documents/{document_id}")
    page.get_by_text("Attachments", exact=True).click()
    chosen = [FilePayload(name=name, mimeType="text/plain", buffer=name.encode()) for name in ("order.txt", "note.txt")]
    page.get_by_label("Add files").set_input_files(chosen)
    page.locator("#attachments").get_by_role("button", name="Keep").click()
    page.wait_for_url(f"**/documents/{document_id}?done=attached#attachments")
    with page.expect_download() as saved:
        page.get_by_role("link", name="order.txt").click()
    assert saved.value.path().read_bytes() == b"order.txt"
    page.get_by_role("button", name="Take away order.txt").click()
    expect(page.get_by_role("link", name="order.txt")).to_have_count(0)
    assert visit.barriers() == ""
    page.get_by_role("button", name="Bring back order.txt").click()
    expect(page.get_by_role("link", name="order.txt")).to_be_visible()
