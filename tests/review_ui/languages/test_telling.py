"""Messages from below the screen are known again, with their values."""

from collections.abc import Iterator

import pytest

from models.languages import Language
from review_ui.languages.speech import speak
from review_ui.languages.telling import in_words, pattern_of, told_templates
from tests.translations.catalogues import TRANSLATED, load


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak(Language.ENGLISH)


def test_a_message_without_values() -> None:
    speak(Language.GERMAN)
    assert in_words("The PDF has no pages.") == "Das PDF hat keine Seiten."


def test_values_stay_and_states_and_labels_are_translated() -> None:
    speak(Language.SLOVENIAN)
    assert in_words("The document has 812 pages; at most 500 are taken. Split it.") == (
        "Število strani dokumenta: 812; največ dovoljeno: 500. Razdelite ga."
    )
    assert "»Knjiženo«" in in_words("This document is booked; only one in review can be approved.")
    assert in_words("Still missing: Seller, Issue date.") == "Še manjka: Izdajatelj, Datum izdaje."


def test_advice_and_what_a_server_said() -> None:
    speak(Language.GERMAN)
    said = "The server refuses what was asked of it. The server says: NO [LIMIT] not today"
    assert in_words(said) == "Der Server lehnt das Verlangte ab. Der Server sagt: NO [LIMIT] not today"


def test_what_is_not_known_is_shown_as_it_is() -> None:
    speak(Language.GERMAN)
    assert in_words("Something that an older version wrote.") == "Something that an older version wrote."
    assert in_words(None) == in_words("") == ""


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_known_by_its_own_template(language: Language) -> None:
    speak(language)
    catalogue = load(language)
    for template in told_templates(language):
        values = {name: f"V{index}" for index, name in enumerate(pattern_of(template).groupindex)}
        found = catalogue.get(template)
        assert found is not None
        assert in_words(template.format(**values)) == str(found.string).format(**values)
