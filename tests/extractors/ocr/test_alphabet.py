"""The recogniser's letters: those of Europe stay, and are read as the whole model reads them."""

from pathlib import Path

import onnx
import pytest
import rapidocr

from extractors.ocr.alphabet import cut_down, is_european

WHOLE = Path(rapidocr.__file__).parent / "models" / "PP-OCRv6_rec_small.onnx"
LETTERS = {
    "Slovenian, Croatian": "čćđšž",
    "Czech": "áčďéěíňóřšťúůýž",
    "Polish": "ąćęłńóśźż",
    "German": "äöüß",
    "French": "àâæçéèêëîïôœùûü",
    "Italian": "àèéìòù",
    "Spanish": "áéíñóúü¿",
    "Hungarian": "áéíóöőúüű",
    "Nordic": "åäöæøðþ",
    "Baltic": "āčēģīķļņšūžąęėįųõ",
    "Romanian": "ăâîșț",
}
SIGNS = "0123456789.,:;-–/+%&@#()[]'\"*=€£$°§½²³"


@pytest.fixture(scope="module")
def characters() -> list[str]:
    model = onnx.load_from_string(cut_down(WHOLE.read_bytes()))
    named: str = next(entry.value for entry in model.metadata_props if entry.key == "character")
    return named.splitlines()


@pytest.mark.parametrize("language", LETTERS)
def test_every_letter_of_the_language_stays(language: str, characters: list[str]) -> None:
    letters = set(LETTERS[language] + LETTERS[language].upper().replace("SS", ""))
    assert letters - set(characters) == set()


def test_digits_and_signs_stay_and_others_go(characters: list[str]) -> None:
    assert set(SIGNS) - set(characters) == set()
    assert len(characters) < 600
    assert not any(is_european(letter) for letter in ("中", "の", "한", "😀", ""))


def test_outputs_fit_the_characters(characters: list[str]) -> None:
    model = onnx.load_from_string(cut_down(WHOLE.read_bytes()))
    ends = {tuple(weights.dims)[-1] for weights in model.graph.initializer if weights.name.startswith("linear_8")}
    assert ends == {len(characters) + 2}


def test_a_model_of_another_shape_is_refused() -> None:
    empty = onnx.helper.make_model(onnx.helper.make_graph([], "empty", [], []))
    with pytest.raises(ValueError, match="does not name its characters"):
        cut_down(empty.SerializeToString())
    onnx.helper.set_model_props(empty, {"character": "a\nb"})
    with pytest.raises(ValueError, match="does not fit"):
        cut_down(empty.SerializeToString())
