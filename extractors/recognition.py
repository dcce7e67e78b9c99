"""Recognise one page from its picture: how it lies, cleaning, words, codes, in the coordinates of the upright page."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from extractors.asked import AskedPage
from extractors.cleaning import even_light, flatten, straighten
from extractors.codes import find_codes
from extractors.document import PageImage
from extractors.notes import Notes
from extractors.ocr.choosing import first_that_works, prefers_tesseract, reading_or_none, second_opinion
from extractors.ocr.national import mend_letters
from extractors.ocr.rapid import RapidEngine, rapid_engine
from extractors.ocr.tesseract import quick_tesseract, tesseract_engine
from extractors.outline import find_outline
from extractors.pixels import Pixels, Quads
from extractors.raster import as_screen_image
from extractors.stance import Stance, Upright, find_skew, find_turns
from models.errors import EngineError
from models.evidence import Witness
from models.page import Code, Page, Word

_SEEN_SKEW = 0.5  # degrees by which a page looks as it came to everybody


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Everything that came from one page, whichever way it was read; `cleaned` when its picture came otherwise."""

    page: Page
    codes: tuple[Code, ...]
    image: PageImage
    cleaned: bool = False


class _Reading(NamedTuple):
    """The upright picture, its words in pixels, the quarter turns it took, and whether it looks other than it came."""

    upright: Pixels
    words: tuple[Word, ...]
    turns: int = 0
    cleaned: bool = False


def recognise_page(pixels: Pixels, asked: AskedPage, dpi: float, notes: Notes) -> ReadPage:
    """Read a page from its picture, taken at `dpi` dots per inch of the page."""
    number = asked.number
    scale = 72 / dpi
    with notes.timed("ocr"), notes.page():
        upright, words, turns, cleaned = _read(pixels, asked, notes)
    with notes.timed("codes"):
        codes = find_codes(upright, number, scale)
    with notes.timed("image"):
        image = as_screen_image(upright, number)
    height, width = upright.shape[:2]
    placed = tuple(replace(word, box=word.box.scaled(scale)) for word in words)
    page = Page(number, width * scale, height * scale, Witness.OCR, placed, 90 * turns)
    return ReadPage(page, codes, image, cleaned)


def _read(pixels: Pixels, asked: AskedPage, notes: Notes) -> _Reading:
    try:
        engine = rapid_engine()
        quads = engine.detect(pixels)
    except EngineError:
        notes.warn("rapidocr_missing")
        turns = asked.turns or 0
        turned = np.ascontiguousarray(np.rot90(pixels, -turns)) if turns else pixels
        words = first_that_works(turned, notes, rapid_engine, tesseract_engine)
        return _Reading(turned, words, turns, turned is not pixels)
    clean, quads = _cleaned(engine, pixels, quads, notes)
    upright = find_turns(clean, quads, engine.read_lines) if asked.turns is None else Upright(asked.turns)
    turned, lines = straighten(clean, quads, Stance(upright.turns))
    skew = find_skew(turned, lines)
    straight, places = straighten(turned, lines, Stance(0, skew))
    looks_other = turned is not pixels or abs(skew) >= _SEEN_SKEW
    if words := _quickly(straight, notes, asked.left):
        return _Reading(straight, words, upright.turns, looks_other)
    words = mend_letters(engine.read_words(turned, lines, upright.lines, lambda: notes.seconds_left > 0, places))
    notes.took(engine.name)
    if notes.seconds_left <= 0:
        notes.warn("page_cut")
    return _Reading(straight, second_opinion(straight, words, notes), upright.turns, looks_other)


def _cleaned(engine: RapidEngine, pixels: Pixels, quads: Quads, notes: Notes) -> tuple[Pixels, Quads]:
    """The sheet alone where a photo shows one, in even light; lines are sought again on what was changed."""
    clean = pixels
    if (corners := find_outline(pixels, quads)) is not None:
        notes.took("flattened")
        clean = flatten(pixels, corners)
    lit = even_light(clean)
    if lit is not clean:
        notes.took("light_evened")
    return (pixels, quads) if lit is pixels else (lit, engine.detect(lit))


def _quickly(pixels: Pixels, notes: Notes, pages_left: int) -> tuple[Word, ...]:
    """Tesseract's words, where the page is crisp and time is short; else none."""
    if not prefers_tesseract(pixels, pages_left, notes.seconds_left):
        return ()
    notes.warn("read_quickly")
    quick = quick_tesseract(notes.seconds_left / 2)
    words = reading_or_none(quick, pixels)
    if quick and words:
        notes.took(quick.name)
    return words
