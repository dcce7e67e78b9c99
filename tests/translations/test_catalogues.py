"""The catalogues say everything that the program says, and nothing else."""

import re
from string import Formatter

import pytest

from models.languages import Language
from review_ui.languages.catalogues import TOLD, catalogue_path
from tests.translations.catalogues import TRANSLATED, extracted, forms, load, messages, untranslated, updated

TAG = re.compile(r"<[^>]*>")
SAME_EVERYWHERE = 2  # words: IBAN, Port, QR-Code


def values_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def english(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[-1]


@pytest.mark.parametrize("language", TRANSLATED)
class TestCatalogue:
    def test_holds_every_text_of_the_program_and_no_other(self, language: Language) -> None:
        assert updated(language, extracted()) == catalogue_path(language).read_bytes(), "run `make texts`"

    def test_is_translated_throughout(self, language: Language) -> None:
        assert untranslated(load(language)) == []

    def test_fills_the_same_values_and_marks_the_same_words(self, language: Language) -> None:
        for message in messages(load(language)):
            text = english(message.id)
            for form in forms(message):
                assert values_in(form) == values_in(text), text
                assert sorted(TAG.findall(form)) == sorted(TAG.findall(text)), text

    def test_says_nothing_twice_in_a_row(self, language: Language) -> None:
        for message in messages(load(language)):
            for form in forms(message):
                assert not re.fullmatch(r"(.{20,}?)\1+", form), form

    def test_has_a_form_for_every_number(self, language: Language) -> None:
        catalogue = load(language)
        plural = [message for message in messages(catalogue) if not isinstance(message.id, str)]
        assert plural
        assert {len(list(forms(message))) for message in plural} == {4 if language is Language.SLOVENIAN else 2}

    def test_says_no_sentence_in_english(self, language: Language) -> None:
        for message in messages(load(language)):
            text = english(message.id)
            if len(re.findall(r"[A-Za-z]{3,}", TAG.sub("", text))) > SAME_EVERYWHERE:
                assert text not in forms(message)


def test_messages_from_below_the_screen_are_found() -> None:
    told = {english(message.id) for message in messages(extracted()) if TOLD in message.auto_comments}
    assert {
        "{label}: is not a date, such as 2024-03-15",
        "This document is {state}; only one in review can be approved.",
        "The check figures of the IBAN do not fit.",
        "The server takes no passwords. Sign in by token (OAuth 2.0).",
        "The PDF has no pages.",
        "Issue date",
    } <= told
    assert not any("PREJETO_DATABASE_URL" in text for text in told), "operators read logs, in English"
