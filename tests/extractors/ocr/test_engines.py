"""One contract over both engines, on a printed page."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from extractors.ocr.engine import Engine, mean_confidence
from extractors.ocr.lines import LineText
from extractors.ocr.rapid import rapid_engine
from extractors.ocr.tesseract import TesseractEngine, installed_languages, tesseract_engine
from extractors.pixels import Pixels, resized
from models.errors import EngineCrashed
from models.page import Word
from tests.extractors import papers

LINES = ("Invoice number 2024-0815", "Total amount EUR 1131.55")
ENGINES = [
    pytest.param(rapid_engine, id="rapidocr"),
    pytest.param(tesseract_engine, id="tesseract"),
]


@pytest.fixture(scope="module")
def page() -> Pixels:
    return papers.picture(papers.pdf(LINES, size=14), dpi=150)


@pytest.mark.parametrize("make", ENGINES)
def test_words_are_read_with_their_boxes(make: Callable[[], Engine], page: Pixels) -> None:
    read = make().recognise(page)
    by_text: dict[str, Word] = {word.text: word for word in read}
    assert [word.text for word in sorted(read, key=lambda word: (round(word.box.top, -1), word.box.x0))] == (
        " ".join(LINES).split()
    )
    assert mean_confidence(read) > 0.8
    amount, number = by_text["1131.55"].box, by_text["2024-0815"].box
    assert amount.top > number.bottom
    assert 0.7 < amount.width / number.width < 0.95
    assert np.median(page[int(amount.top) : int(amount.bottom), int(amount.x0) : int(amount.x1)].min(axis=(0, 2))) < 99


@pytest.mark.parametrize("make", ENGINES)
@pytest.mark.parametrize("shape", [(300, 200, 3), (1, 1, 3), (3, 400, 3)])
def test_an_empty_picture_has_no_words(make: Callable[[], Engine], shape: tuple[int, ...]) -> None:
    assert make().recognise(np.full(shape, 255, dtype=np.uint8)) == ()


def test_a_language_that_is_not_there_is_an_engine_error(page: Pixels) -> None:
    with pytest.raises(EngineCrashed):
        TesseractEngine(("xxx",)).recognise(page)


def test_english_is_there() -> None:
    assert "eng" in installed_languages()


def test_rapidocr_stops_when_time_is_up(page: Pixels) -> None:
    engine = rapid_engine()
    assert engine.read_words(page, engine.detect(page), in_time=lambda: False) == ()


def test_rapidocr_keeps_what_unsure_words_may_say_instead_and_nothing_for_sure_ones(page: Pixels) -> None:
    coarse = resized(resized(page, 0.18), 1 / 0.18)
    read, sure = rapid_engine().recognise(coarse), rapid_engine().recognise(page)
    others = [(word, text) for word in read for text, _ in word.alternatives]
    assert others
    assert all(word.text != text for word, text in others)
    assert not any(word.alternatives for word in sure)


def test_lines_that_are_known_are_not_read_again(page: Pixels) -> None:
    engine = rapid_engine()
    quads = engine.detect(page)
    known = {0: LineText("known", [0.9] * 5, [0.1, 0.3, 0.5, 0.7, 0.9])}
    words = engine.read_words(page, quads, known)
    assert words[0].text == "known"
    assert words[1:] == tuple(word for word in engine.read_words(page, quads) if word.text in LINES[1].split())


def test_recognition_keeps_no_telemetry_to_send(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    home, library = tmp_path / "home", tmp_path / "library"
    home.mkdir()
    library.mkdir()
    (library / "openvino_telemetry.py").write_text("raise SystemExit('imported')")
    homes = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "PYTHONPATH": f"{Path.cwd()}:{library}"}
    program = "from extractors.ocr.rapid import rapid_engine; rapid_engine()"
    subprocess.run([sys.executable, "-c", program], env={**environment, **homes}, check=True)
    assert list(home.rglob("*")) == []
