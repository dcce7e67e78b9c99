"""Handing documents in, in a real browser: pasting, photos, a connection that drops, what became of each."""

from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from models.errors import DamagedDocument
from review_ui.app import create_app
from storage.documents import list_documents, load_original
from storage.jobs import fail_job
from tests.journeys.browsers import Visit, serve
from tests.review_ui.houses import PASSWORD, Seeded, claim
from tests.review_ui.papers import Paper, draw, lay_out, transcribe

PASTE = """([name, type, letters]) => {
  const data = new DataTransfer();
  data.items.add(new File([letters], name, { type }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def page(visit: Visit) -> Page:
    visit.open("/upload")
    return visit.page


def names(seeded: Seeded) -> set[str]:
    return {row.name for row in list_documents(seeded.house, seeded.organisation_id).rows}


def a_file(name: str, content: bytes = b"%PDF-1.7") -> FilePayload:
    return FilePayload(name=name, mimeType="application/pdf", buffer=content + name.encode())


def photo(name: str) -> FilePayload:
    page = lay_out(Paper(name))
    return FilePayload(name=f"{name}.png", mimeType="image/png", buffer=draw(transcribe(Paper(name), page).pages[0]))


def test_what_is_sent_is_followed_to_what_became_of_it(seeded: Seeded, page: Page) -> None:
    page.locator("input[name=files]").set_input_files(a_file("first.pdf"))
    row = page.locator("#handed-in li", has_text="first.pdf")
    expect(row).to_contain_text("It waits to be read.")
    fail_job(seeded.house, claim(seeded), DamagedDocument("It is torn."))
    expect(row).to_contain_text("Ask the sender for it once more")
    page.locator("input[name=files]").set_input_files(a_file("first.pdf"))
    expect(page.locator("#tray")).to_contain_text("This very file was received before. Open the first one")


def test_what_is_pasted_is_sent_under_a_name_of_its_own(seeded: Seeded, page: Page) -> None:
    page.evaluate(PASTE, ["image.png", "image/png", "a picture"])
    expect(page.locator("#tray .is-received")).to_have_count(1)
    (name,) = names(seeded)
    assert name.startswith("Pasted ")
    assert name.endswith(".png")


def test_a_name_that_turns_the_direction_of_reading_does_not_in_the_tray(page: Page) -> None:
    page.context.set_offline(True)
    page.locator("input[name=files]").set_input_files(a_file("invoice\u202efdp.exe"))
    expect(page.locator("#tray [data-name]")).to_have_text("invoicefdp.exe")
    expect(page.get_by_role("button", name="Cancel: invoicefdp.exe")).to_be_visible()
    page.context.set_offline(False)


def test_nothing_is_lost_when_the_connection_drops(seeded: Seeded, page: Page) -> None:
    page.context.set_offline(True)
    page.locator("input[name=files]").set_input_files([a_file("one.pdf"), a_file("two.pdf")])
    expect(page.locator("#tray-title")).to_have_text("No connection: 2 documents are kept")
    page.get_by_role("button", name="Cancel: two.pdf").click()
    expect(page.locator("#tray-title")).to_have_text("No connection: 1 document is kept")
    page.context.set_offline(False)
    expect(page.locator("#tray-title")).to_have_text("1 document handed in")
    assert names(seeded) == {"one.pdf"}


def test_what_arrived_though_the_answer_was_lost_is_no_duplicate(seeded: Seeded, page: Page) -> None:
    answers = iter([True])

    def lose_the_first(route: Route) -> None:
        answer = route.fetch()
        if next(answers, False):
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route("**/documents", lose_the_first)
    page.locator("input[name=files]").set_input_files(a_file("one.pdf"))
    expect(page.locator("#tray .is-received")).to_contain_text("It is here.")
    assert names(seeded) == {"one.pdf"}


def test_photos_become_the_pages_of_one_document(seeded: Seeded, page: Page, tmp_path: Path) -> None:
    photos = page.locator("input[accept='image/*']")
    assert photos.get_attribute("capture") == "environment"
    photos.set_input_files([photo("Hotel Aurora"), photo("Hotel Bora"), photo("Hotel Cira")])
    expect(page.get_by_text("3 pages so far")).to_be_visible()
    page.get_by_role("button", name="Take page 2 away").click()
    page.get_by_role("button", name="Send these pages").click()
    expect(page.locator("#tray .is-received")).to_have_count(1)
    (row,) = list_documents(seeded.house, seeded.organisation_id).rows
    file = tmp_path / "photos.pdf"
    file.write_bytes(load_original(seeded.house, seeded.organisation_id, row.id))
    with pikepdf.open(file) as pdf:
        assert pdf.check_pdf_syntax() == []
        filters = [sheet.Resources.XObject.P.Filter for sheet in pdf.pages]
        assert filters == ["/DCTDecode", "/DCTDecode"]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(seeded: Seeded, page: Page, size: tuple[int, int], scheme: str) -> None:
    visit = Visit(page, page.url.removesuffix("/upload"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.locator("input[name=files]").set_input_files([a_file("broken.pdf"), a_file("queued.pdf")])
    expect(page.locator("#tray .is-received")).to_have_count(2)
    fail_job(seeded.house, claim(seeded), DamagedDocument("It is torn."))
    page.locator("input[accept='image/*']").set_input_files(photo("Hotel Aurora"))
    expect(page.get_by_text("1 page so far")).to_be_visible()
    expect(page.get_by_text("Ask the sender for it once more")).to_be_visible()
    barriers = {"upload": visit.barriers()}
    for address in ("/notices", "/me"):
        visit.open(address)
        barriers[address] = visit.barriers()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not {name: report for name, report in barriers.items() if report}


def test_an_uploader_is_at_home_there(seeded: Seeded, window: Page) -> None:
    with serve(create_app(seeded.house)) as address:
        visit = Visit(window, address)
        visit.sign_in("uploader@example.test", PASSWORD)
        window.locator("input[name=files]").set_input_files(a_file("mine.pdf"))
        expect(window.locator("#handed-in")).to_contain_text("mine.pdf")
        assert visit.barriers() == ""
