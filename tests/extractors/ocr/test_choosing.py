from dataclasses import dataclass

import numpy as np
import pytest

from extractors.notes import Notes
from extractors.ocr import choosing
from extractors.ocr.choosing import first_that_works, is_crisp, prefers_tesseract, second_opinion
from extractors.ocr.engine import Engine, mean_confidence
from extractors.pixels import Pixels
from models.errors import EngineCrashed, EngineMissing
from models.geometry import Box
from models.page import Word
from tests.extractors import papers

CRISP = papers.picture(papers.pdf(), dpi=100)


def words(confidence: float, *texts: str) -> tuple[Word, ...]:
    return tuple(Word(text, Box(20 * at, 0, 20 * at + 10, 10), confidence) for at, text in enumerate(texts))


def texts_of(read: tuple[Word, ...]) -> list[str]:
    return [word.text for word in read]


@dataclass(frozen=True)
class Fake:
    reading: tuple[Word, ...] | EngineCrashed
    name: str = "fake"
    languages: tuple[str, ...] = ("eng",)

    def recognise(self, pixels: Pixels) -> tuple[Word, ...]:  # noqa: ARG002 - it always says the same
        if isinstance(self.reading, EngineCrashed):
            raise self.reading
        return self.reading


def with_tesseract(monkeypatch: pytest.MonkeyPatch, engine: Fake | None) -> None:
    monkeypatch.setattr(choosing, "tesseract_engine", lambda **_: engine)


def test_a_print_is_crisp_and_a_grey_photo_is_not() -> None:
    noise = np.random.default_rng(1).normal(0, 40, CRISP.shape)
    assert is_crisp(CRISP)
    assert not is_crisp((CRISP * 0.5 + 60 + noise).clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize(("pages", "seconds", "quick"), [(1, 40.0, False), (20, 40.0, True), (2, 3.0, True)])
def test_tesseract_reads_crisp_pages_when_time_is_short(
    pages: int, seconds: float, quick: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_tesseract(monkeypatch, Fake(()))
    assert prefers_tesseract(CRISP, pages, seconds) is quick


def test_without_tesseract_rapidocr_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    with_tesseract(monkeypatch, None)
    assert not prefers_tesseract(CRISP, 20, 1.0)


def test_a_sure_reading_needs_no_second_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    with_tesseract(monkeypatch, Fake(words(1.0, "Other")))
    sure = words(0.95, "Total")
    assert second_opinion(CRISP, sure, Notes(40)) is sure


def test_a_much_surer_second_witness_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    second, notes = words(0.93, "Скупно", "износ"), Notes(40)
    with_tesseract(monkeypatch, Fake(second))
    heard = second_opinion(CRISP, words(0.6, "Cкyпho", "изhoc"), notes)
    assert texts_of(heard) == texts_of(second)
    assert heard[0].alternatives == (("Cкyпho", 0.6),)
    assert notes.path == ("fake",)


@pytest.mark.parametrize("second", [words(0.65, "Others"), words(0.99, "x"), EngineCrashed("died")])
def test_else_the_first_stands(second: tuple[Word, ...] | EngineCrashed, monkeypatch: pytest.MonkeyPatch) -> None:
    with_tesseract(monkeypatch, Fake(second))
    first, notes = words(0.6, "Skupno", "za", "plačilo"), Notes(40)
    assert texts_of(second_opinion(CRISP, first, notes)) == texts_of(first)
    assert notes.path == ()


def test_a_second_witness_that_lacks_the_language_is_not_believed_however_sure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = words(0.6, "Rēķins", "pārdevējs", "termiņš", "nodokļa")
    plain = words(0.95, "Rekins", "pardevejs", "termins", "nodokla")
    with_tesseract(monkeypatch, Fake(plain))
    assert texts_of(second_opinion(CRISP, first, Notes(40))) == texts_of(first)
    with_tesseract(monkeypatch, Fake(plain, languages=("eng", "lav")))
    assert texts_of(second_opinion(CRISP, first, Notes(40))) == texts_of(plain)


def test_print_that_a_second_witness_did_not_try_does_not_speak_against_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = (*words(0.85, "Total", "57.92"), *words(0.3, "", "", "faint", "print", "below"))
    with_tesseract(monkeypatch, Fake(words(0.9, "Total", "57.92")))
    assert texts_of(second_opinion(CRISP, first, Notes(40))) == texts_of(first)


def test_what_a_second_witness_read_that_is_not_believed_stays_beside_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    with_tesseract(monkeypatch, Fake(words(0.65, "Skupno", "7a")))
    heard = second_opinion(CRISP, words(0.6, "Skupno", "za", "plačilo"), Notes(40))
    assert [word.alternatives for word in heard] == [(), (("7a", 0.65),), ()]


def missing() -> Engine:
    raise EngineMissing("not installed")


def test_another_engine_serves_when_the_first_is_missing() -> None:
    read, notes = words(0.9, "Total"), Notes(40)
    assert first_that_works(CRISP, notes, missing, lambda: Fake(read)) is read
    assert notes.path == ("fake",)


def test_only_when_none_serves_it_is_said_what_is_missing() -> None:
    with pytest.raises(EngineMissing):
        first_that_works(CRISP, Notes(40), missing, lambda: None)


def test_long_words_count_more() -> None:
    assert mean_confidence((*words(1.0, "abc"), *words(0.0, "d"))) == pytest.approx(0.75)
    assert mean_confidence(()) == 0.0


def test_no_second_witness_is_asked_when_time_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    with_tesseract(monkeypatch, Fake(words(1.0, "Skupno", "za", "plačilo")))
    first = words(0.6, "Skupno", "za", "plačilo")
    assert second_opinion(CRISP, first, Notes(5)) is first
