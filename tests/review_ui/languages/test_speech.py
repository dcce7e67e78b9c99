"""Texts in the language that is spoken."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from markupsafe import Markup

from models.languages import Language
from models.states import State
from review_ui import formatting
from review_ui.languages.script_texts import script_texts
from review_ui.languages.speech import gettext, ngettext, pgettext, speak
from review_ui.wording import STATES


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak(Language.ENGLISH)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1 dokument"),
        (2, "2 dokumenta"),
        (3, "3 dokumenti"),
        (4, "4 dokumenti"),
        (5, "5 dokumentov"),
        (0, "0 dokumentov"),
        (11, "11 dokumentov"),
        (101, "101 dokument"),
        (1_002, "1.002 dokumenta"),
    ],
)
def test_slovenian_has_four_forms(count: int, text: str) -> None:
    speak(Language.SLOVENIAN)
    assert ngettext("{count} document", "{count} documents", count) == text


def test_values_of_texts_with_markup_are_escaped() -> None:
    text = (
        "This looks like <strong>{kind}</strong> and not like an invoice. Reject it, or choose its document type and "
    )
    assert "<strong>&lt;b&gt;</strong>" in gettext(text + "fill the fields.", kind="<b>")
    assert gettext("Reason: {reason}", reason="<b>") == "Reason: <b>"
    assert not isinstance(gettext("Reason: {reason}", reason="<b>"), Markup), "the template escapes it"


def test_one_english_text_for_two_things() -> None:
    speak(Language.GERMAN)
    assert (gettext("Booked"), pgettext("when", "Booked")) == ("Gebucht", "Gebucht am")


def test_words_follow_the_language() -> None:
    told = {}
    for language in Language:
        speak(language)
        told[language.value] = STATES[State.IN_REVIEW]
    assert told == {"en": "In review", "sl": "V pregledu", "de": "Zu prüfen"}


def test_forms_of_values_follow_the_language() -> None:
    moment = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)
    shown = {}
    for language in Language:
        speak(language)
        shown[language.value] = (
            formatting.format_amount(Decimal("1234.5"), "EUR"),
            formatting.format_date(date(2026, 3, 9)),
            formatting.format_time(moment),
            formatting.format_ago(timedelta(hours=3)),
            formatting.format_percent(0.998),
        )
    assert shown == {
        "en": ("1,234.50 EUR", "9 Mar 2026", "9 Mar 2026, 14:05 UTC", "3 hours ago", "99%"),
        "sl": ("1.234,50 EUR", "9. mar. 2026", "9. mar. 2026, 14:05 UTC", "pred 3 urami", "99\N{NO-BREAK SPACE}%"),
        "de": ("1.234,50 EUR", "09.03.2026", "09.03.2026, 14:05 UTC", "vor 3 Stunden", "99\N{NO-BREAK SPACE}%"),
    }


def test_scripts_get_a_form_for_every_category() -> None:
    speak(Language.SLOVENIAN)
    handed_in = script_texts()["handed_in"]
    assert isinstance(handed_in, dict)
    assert set(handed_in) == {"one", "two", "few", "other"}
    assert handed_in["two"] == "{count} dokumenta oddana"
