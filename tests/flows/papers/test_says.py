import tomllib
from importlib.resources import files
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from flows.papers.faces import FACES, HELD_OUT_FACES, faces_for
from flows.papers.says import LANGUAGES, Wording


def words(language: str) -> dict[str, Any]:
    return tomllib.loads(files("flows.papers").joinpath(f"wording/{language}.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    own = words(language)
    assert own.keys() == words("sl").keys()
    said = {key: texts for key, texts in own.items() if key not in {"units", "goods"}}
    assert [key for key, texts in said.items() if all(text.startswith("!") for text in texts)] == []
    assert {kind for _, kind, _ in own["goods"]} <= own["units"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("held_out", [False, True])
def test_embedded_faces_have_the_letters_of_the_language(language: str, held_out: bool) -> None:
    faces = faces_for(language, held_out=held_out)
    assert len(faces) >= 2
    faces[0].width_of("a", 9)
    letters = {letter for letter in str(words(language)) if letter.isalpha()}
    for face in faces:
        if not face.latin_1:
            glyphs = _font(face.regular).face.charToGlyph
            assert [letter for letter in letters if not glyphs.get(ord(letter))] == [], face.name


def _font(name: str) -> TTFont:
    from reportlab.pdfbase.pdfmetrics import getFont  # noqa: PLC0415 - the faces are registered by now

    return getFont(name)


def test_no_face_is_on_both_sides() -> None:
    assert not {face.name for face in FACES} & {face.name for face in HELD_OUT_FACES}


def test_training_never_says_what_is_reserved() -> None:
    for language in LANGUAGES:
        reserved = {
            key: {text[1:] for text in texts if str(text).startswith("!")} for key, texts in words(language).items()
        }
        for seed in range(40):
            said = Wording(language, "XX", str(seed), held_out=False)
            assert [key for key in ("number", "issued", "total", "invoice") if said.label(key) in reserved[key]] == []


def test_labels_do_not_depend_on_the_order_in_which_they_are_asked_for() -> None:
    one, other = (Wording("sl", "SI", "seed", held_out=False) for _ in range(2))
    assert (one.label("number"), one.label("due")) == (other.label("due"), other.label("number"))[::-1]


def test_a_country_may_call_its_tax_by_another_name() -> None:
    assert "Sales Tax" in Wording("en", "US", "seed", held_out=False).label("tax")
