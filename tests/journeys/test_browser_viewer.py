"""The pages of a document in a real browser: sizes, turns, boxes, words, and a hundred of them."""

import re
from decimal import Decimal

from playwright.sync_api import FloatRect, Locator, Page, expect

from models.invoice import Finding
from models.terms import Term
from tests.journeys.browsers import Visit
from tests.review_ui.houses import Seeded, add_paper, claim, finish, receive
from tests.review_ui.papers import WIDTH, Paper

MANY = 100
LABELLED = Paper(labels={Term.TOTAL_GROSS: "Total"})
FITTING = "() => document.querySelector('.page').getBoundingClientRect().width"
WRONG = Paper(
    gross=Decimal("132.00"),
    findings=(
        Finding("due_before_issue", "It is due before it was issued.", ("issue_date", "due_date")),
        Finding("iban_checksum", "The check figures do not fit.", ("iban",)),
    ),
)


def width_of(page: Page) -> float:
    width: float = page.evaluate(FITTING)
    return width


def middle_of(box: FloatRect | None) -> tuple[float, float]:
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def settled(place: Locator) -> tuple[float, float]:
    """Where the middle of it is once nothing moves any more."""
    before = (-1.0, -1.0)
    while (now := middle_of(place.bounding_box())) != before:
        before = now
        place.page.wait_for_timeout(120)
    return now


def loaded(page: Page) -> int:
    count: int = page.evaluate("() => [...document.querySelectorAll('.page img')].filter(i => i.naturalWidth).length")
    return count


def test_pages_are_sized_by_keys_buttons_and_wheel(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    usual = width_of(page)
    page.keyboard.press("+")
    assert width_of(page) > usual * 1.2
    page.get_by_role("button", name="Smaller page").click()
    assert abs(width_of(page) - usual) < 1

    spot = page.locator(".box[data-term=buyer_name] rect").first
    x, y = middle_of(spot.bounding_box())
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.locator("[data-size]")).not_to_have_text("")
    page.wait_for_function(f"({FITTING})() > {usual * 1.2}")
    assert max(abs(a - b) for a, b in zip(middle_of(spot.bounding_box()), (x, y), strict=True)) < 3, "the spot stays"

    page.keyboard.press("0")
    pane, sheet = page.locator(".pages").bounding_box(), page.locator("#page-1").bounding_box()
    assert pane
    assert sheet
    assert sheet["height"] <= pane["height"], "the whole page is seen"
    whole = width_of(page)
    page.reload()
    assert abs(width_of(page) - whole) < 1, "the next document is shown likewise"


def test_pages_are_moved_by_hand(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    page.keyboard.press("+")
    page.keyboard.press("+")
    for button in ("middle", "left"):
        page.locator(".pages").evaluate("pages => pages.scrollTo(0, 0)")
        page.mouse.move(400, 600)
        if button == "left":
            page.keyboard.down(" ")
        page.mouse.down(button="middle" if button == "middle" else "left")
        page.mouse.move(340, 480, steps=4)
        page.mouse.up(button="middle" if button == "middle" else "left")
        page.keyboard.up(" ")
        assert page.locator(".pages").evaluate("pages => [pages.scrollLeft, pages.scrollTop]") == [60, 120]


def test_the_box_of_the_active_field_is_centred_with_its_label_and_made_readable(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, LABELLED)}")
    for _ in range(4):
        page.keyboard.press("-")
    page.locator("#value-total_gross").focus()
    box = page.locator(".box[data-term=total_gross] rect").first
    frame = box.bounding_box()
    assert frame
    assert frame["height"] >= 17
    label = page.locator("[data-label-of=total_gross]")
    expect(label).to_be_visible()

    for _ in range(5):
        page.get_by_role("button", name="Larger page").click()
    page.locator("#value-iban").focus()
    expect(label).to_be_hidden()
    page.locator("#value-total_gross").focus()
    x, y = settled(box)
    middle, half = middle_of(page.locator(".pages").bounding_box())
    assert abs(x - middle) < 12
    assert abs(y - half) < 12


def test_words_are_taken_from_turned_and_enlarged_pages(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper(without=frozenset({Term.BUYER_NAME})))}")
    page.get_by_text("more fields, not found").click()
    page.get_by_role("button", name="Find on the pages").click()
    page.locator("[data-find] input").fill("trading")
    expect(page.locator("[data-found]")).to_have_text("1 of 1")
    for turns in (1, 2, 3):
        page.locator("[data-view=turn]").click()
        page.locator("[data-view=in]").click()
        page.locator("#value-buyer_name").fill("")
        page.locator(".hit").evaluate("hit => hit.scrollIntoView({ block: 'center', inline: 'center' })")
        page.mouse.click(*settled(page.locator(".hit")))
        expect(page.locator("#value-buyer_name")).to_have_value("Trading")
        assert page.locator("#page-1").get_attribute("data-turn") == str(turns)


def test_words_are_found_by_the_keys_of_browsers_and_copied(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open(f"/documents/{add_paper(seeded, Paper())}")
    page.keyboard.press("Control+f")
    page.keyboard.type("22")
    expect(page.locator("[data-found]")).to_contain_text("1 of")
    page.keyboard.press("Enter")
    expect(page.locator("[data-found]")).to_contain_text("2 of")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-found]")).to_contain_text("1 of")
    expect(page.locator(".hit.is-here")).to_be_in_viewport()
    page.keyboard.type("xyz")
    expect(page.locator("[data-found]")).to_have_text("Not found")
    page.keyboard.press("Escape")
    expect(page.locator(".hit")).to_have_count(0)

    page.locator(".pages").evaluate("pages => pages.scrollTo(0, 0)")
    frame = page.locator("svg[data-page='0']").bounding_box()
    assert frame
    scale = frame["width"] / WIDTH
    page.mouse.move(frame["x"] + 49 * scale, frame["y"] + 62 * scale)
    page.mouse.down()
    page.mouse.move(frame["x"] + 200 * scale, frame["y"] + 69 * scale, steps=4)
    page.mouse.up()
    expect(page.locator(".word-mark")).to_have_count(3)
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "Papirnica Sava d.o.o."


def test_frames_are_hidden_by_a_key_and_findings_point_at_theirs(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, WRONG)}")
    frames = page.get_by_role("button", name="Show or hide the frames")
    expect(frames).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("h")
    expect(frames).to_have_attribute("aria-pressed", "false")
    for told, terms in (
        (page.locator(".findings li"), ["due_date", "issue_date"]),
        (page.locator("#field-iban .doubt"), ["iban"]),
        (page.locator(".sum-off"), ["total_gross", "total_net", "total_tax"]),
    ):
        told.hover()
        expect(page.locator(".box.is-pointed")).to_have_count(len(terms))
        assert sorted(box.get_attribute("data-term") or "" for box in page.locator(".box.is-pointed").all()) == terms
    page.keyboard.press("h")
    expect(frames).to_have_attribute("aria-pressed", "true")


def test_a_finding_leads_to_the_box_of_its_field(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, WRONG)}")
    for link, term in (
        (page.locator(".findings").get_by_role("link", name="Due date"), "due_date"),
        (page.locator(".sum-off a[data-term=total_net]"), "total_net"),
        (page.locator("#field-iban label"), "iban"),
    ):
        link.click()
        expect(page.locator(f"#value-{term}")).to_be_focused()
        expect(page.locator(f".box.is-selected[data-term={term}]")).to_be_in_viewport()
    expect(page.locator("#value-iban")).to_have_accessible_description(re.compile("The check figures do not fit."))


def test_a_hundred_pages_open_at_once_and_load_while_one_comes_near(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    visit.open(f"/documents/{add_paper(seeded, Paper(pages=MANY))}")
    expect(page.locator(".strip a[aria-current]")).to_have_text("1")
    assert loaded(page) < MANY / 4, "most are loaded when they come near"
    nodes = page.evaluate("() => document.querySelectorAll('svg[data-page] *').length")
    assert nodes < 100, "no words are drawn on pages"

    page.keyboard.press(".")
    expect(page.locator(".strip a[aria-current]")).to_have_text("2")
    page.keyboard.press(",")
    expect(page.locator(".strip a[aria-current]")).to_have_text("1")
    settled(page.locator("#page-1"))
    page.locator(f".strip a[href='#page-{MANY}']").evaluate("link => link.click()")
    expect(page.locator(".strip a[aria-current]")).to_have_text(str(MANY))
    expect(page.locator(f"#page-{MANY} img")).to_be_in_viewport()
    assert loaded(page) < MANY / 2, "those between were passed by"
    page.locator("#value-iban").focus()
    expect(page.locator(".box[data-term=iban]")).to_be_in_viewport()


def test_a_page_that_was_turned_is_sent_to_be_read_again_so(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document_id = add_paper(seeded, Paper(pages=3))
    visit.open(f"/documents/{document_id}")
    offer = page.get_by_role("button", name="Read again like this")
    expect(offer).to_be_hidden()
    page.keyboard.press(".")
    expect(page.locator(".strip a[aria-current]")).to_have_text("2")
    page.keyboard.press("t")
    page.keyboard.press("t")
    expect(page.locator(".strip a[aria-current]")).to_have_text("2")
    expect(offer).to_be_visible()
    page.keyboard.press(".")
    expect(page.locator(".strip a[aria-current]")).to_have_text("3")
    page.keyboard.press("t")
    turned = page.locator(".page").evaluate_all("pages => pages.map(page => page.dataset.turn ?? '0')")
    assert turned == ["0", "2", "1"], "each page by itself"
    assert visit.barriers() == ""
    offer.click()
    expect(page.get_by_text("It will be read again in a moment, with its pages turned.")).to_be_visible()
    assert claim(seeded).turns == {1: 2, 2: 1}, "what was turned, and nothing else"


def test_a_duplicate_stands_beside_the_first_by_a_key(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    first = add_paper(seeded, Paper())
    second = receive(seeded, "again.pdf")
    finish(seeded, Paper())
    visit.open(f"/documents/{second}")
    page.keyboard.press("d")
    page.wait_for_url(f"**/documents/{second}/beside/{first}")
    page.get_by_role("link", name="IBAN", exact=True).first.click()
    expect(page.locator(".box.is-selected[data-term=iban]")).to_have_count(2)
    assert not visit.barriers()
    page.keyboard.press("d")
    page.wait_for_url(f"**/documents/{second}")
