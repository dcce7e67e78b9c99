"""What a browser asks for."""

import pytest
from starlette.datastructures import Headers

from models.languages import Language
from review_ui.languages.asked import asked_language, preferred


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("sl-SI,sl;q=0.9,en;q=0.8", Language.SLOVENIAN),
        ("fr-FR, de-AT;q=0.5, en;q=0.4", Language.GERMAN),
        ("en;q=0.5, de;q=0", Language.ENGLISH),
        ("hr, it", None),
        ("", None),
        (";;q=,de;q=x", None),
        ("sl;q=nan, de", Language.GERMAN),
    ],
)
def test_the_language_wanted_most_that_we_speak(asked: str, language: Language | None) -> None:
    assert preferred(asked) is language


def test_what_was_chosen_in_this_browser_comes_first() -> None:
    headers = Headers({"cookie": "other=1; prejeto_language=sl", "accept-language": "de"})
    assert asked_language(headers) is Language.SLOVENIAN
    assert asked_language(Headers({"cookie": "prejeto_language=xx", "accept-language": "de"})) is Language.GERMAN
    assert asked_language(Headers({})) is Language.ENGLISH
