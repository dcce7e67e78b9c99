"""Which engine reads a page: RapidOCR, unless the page is crisp and time is short; Tesseract where RapidOCR is unsure.

RapidOCR finds .99 of the values on real scans where Tesseract finds .87, but takes twice as long and
has no Cyrillic letters. See docs/decisions/0020.
"""

from collections.abc import Callable, Sequence

import numpy as np

from extractors.notes import Notes
from extractors.ocr.engine import Engine, mean_confidence
from extractors.ocr.hearing import beside
from extractors.ocr.national import language_of
from extractors.ocr.tesseract import tesseract_engine
from extractors.pixels import Pixels, grey
from models.errors import EngineError
from models.page import Word

SECONDS_A_PAGE = 3.5  # of RapidOCR, on a busy machine
_UNSURE = 0.8  # mean confidence under which a second witness is heard
_SECONDS_TO_ASK = 20.0
_SURER = 0.1  # by which the second must be surer to be believed
_MURKY = 0.06  # share of pixels neither paper nor ink: more is no crisp scan


def prefers_tesseract(pixels: Pixels, pages_left: int, seconds_left: float) -> bool:
    """Whether the quick engine should read this page: time is short and the page is crisp."""
    return in_a_hurry(pages_left, seconds_left) and tesseract_engine() is not None and is_crisp(pixels)


def in_a_hurry(pages_left: int, seconds_left: float) -> bool:
    """Whether RapidOCR would not get through the pages that are left."""
    return pages_left * SECONDS_A_PAGE > seconds_left


def is_crisp(pixels: Pixels) -> bool:
    """Whether nearly all is either paper or ink, as on a clean scan with high contrast."""
    levels = grey(pixels[::3, ::3])
    ink, paper = np.percentile(levels, 0.5), np.percentile(levels, 60)
    span = float(paper) - float(ink)
    if span < 120:
        return False
    between = (levels > ink + 0.35 * span) & (levels < ink + 0.8 * span)
    return float(between.mean()) < _MURKY


def second_opinion(pixels: Pixels, words: tuple[Word, ...], notes: Notes) -> tuple[Word, ...]:
    """The words of another engine where there is time and it is much surer than the first; else the first's.

    What the other read differently at the place of a word is kept beside it. An engine that lacks the language that the
    letters tell is not believed: it is sure of plain letters where marked ones stand.
    """
    sureness, language = mean_confidence(words), language_of(word.text for word in words)
    if not words or sureness >= _UNSURE or notes.seconds_left < _SECONDS_TO_ASK:
        return words
    heard = words
    for other_scripts in (False, True):
        engine = tesseract_engine(other_scripts=other_scripts)
        second = reading_or_none(engine, pixels)
        knows = engine is not None and (not language or language in engine.languages)
        surer = mean_confidence(second) > mean_confidence(_shared(words, second)) + _SURER
        if engine and knows and surer and _letters(second) >= 0.5 * _letters(words):
            notes.took(engine.name)
            return beside(second, words)
        heard = beside(heard, second)
    return heard


def first_that_works(pixels: Pixels, notes: Notes, *engines: Callable[[], Engine | None]) -> tuple[Word, ...]:
    """The reading of the first engine that is there and does not fail; raises the first one's error when none is."""
    failure: EngineError | None = None
    for make in engines:
        try:
            engine = make()
            if engine is not None:
                words = engine.recognise(pixels)
                notes.took(engine.name)
                return words
        except EngineError as error:
            failure = failure or error
    if failure:
        raise failure
    return ()


def reading_or_none(engine: Engine | None, pixels: Pixels) -> tuple[Word, ...]:
    """What the engine reads; no words when it is not there or fails."""
    try:
        return engine.recognise(pixels) if engine else ()
    except EngineError:
        return ()


def _shared(words: tuple[Word, ...], others: Sequence[Word]) -> tuple[Word, ...]:
    """The words where the others have one too; all of them where there are none such.

    Faint print that only one reader tried does not speak against it.
    """
    middles = [(other.box.x_mid, other.box.y_mid) for other in others]
    return tuple(word for word in words if any(word.box.contains(x, y) for x, y in middles)) or words


def _letters(words: tuple[Word, ...]) -> int:
    return sum(len(word.text) for word in words)
