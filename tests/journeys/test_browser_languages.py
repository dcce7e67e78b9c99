"""Changing the language in a real browser: what the server says, what scripts say, and that nothing is in the way."""

from typing import Literal

import pytest
from playwright.sync_api import FilePayload, ViewportSize, expect

from models.languages import Language
from tests.journeys.browsers import Visit
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper

PHONE = ViewportSize(width=390, height=844)


def choose(visit: Visit, language: Language) -> None:
    visit.page.locator(".account summary").click()
    visit.page.get_by_role("button", name=language.own_name).click()
    expect(visit.page.locator("html")).to_have_attribute("lang", language.tag)


def test_the_language_is_switched_where_one_is_and_stays(seeded: Seeded, visit: Visit) -> None:
    page = visit.page
    document_id = add_paper(seeded, Paper())
    visit.open(f"/documents/{document_id}")
    choose(visit, Language.SLOVENIAN)
    assert page.url == f"{visit.address}/documents/{document_id}"
    expect(page.get_by_role("textbox", name="Datum izdaje")).to_have_value("21. 3. 2026")

    page.get_by_role("textbox", name="Datum izdaje").fill("12.5.2024")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saving]")).to_have_text("Shranjeno.")
    expect(page.locator("#hint-issue_date")).to_have_text("vnesel človek, razumljeno kot 12. maj 2024")
    expect(page.get_by_role("textbox", name="Datum izdaje")).to_have_value("12. 5. 2024")

    choose(visit, Language.GERMAN)
    expect(page.get_by_role("textbox", name="Rechnungsdatum")).to_have_value("12.05.2024")
    visit.open("/")
    expect(page.get_by_role("heading", name="Eingang")).to_be_visible()


def test_scripts_speak_it_too_with_the_right_number(visit: Visit) -> None:
    page = visit.page
    choose(visit, Language.SLOVENIAN)
    files = [FilePayload(name=f"{n}.txt", mimeType="text/plain", buffer=f"no invoice {n}".encode()) for n in range(2)]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.locator("#tray-title")).to_have_text("2 dokumenta oddana")


def test_the_door_speaks_the_language_last_chosen_in_the_browser(visit: Visit) -> None:
    page = visit.page
    choose(visit, Language.GERMAN)
    page.locator(".account summary").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", Language)
def test_nobody_is_kept_out_and_longer_words_have_room(
    seeded: Seeded, visit: Visit, language: Language, scheme: Literal["light", "dark"]
) -> None:
    page = visit.page
    document_id = add_paper(seeded, Paper())
    page.emulate_media(color_scheme=scheme)
    choose(visit, language)
    for address in ("/", f"/documents/{document_id}", "/bookings"):
        visit.open(address)
        assert visit.barriers() == ""
    page.set_viewport_size(PHONE)
    for address in ("/", f"/documents/{document_id}", "/bookings"):
        visit.open(address)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
