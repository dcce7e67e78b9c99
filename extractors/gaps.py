"""The parts of a digital page that its text layer leaves out or garbles, read from its picture.

The text layer stays for the rest of the page. Recognition is asked only where something says that it is needed:
characters that no text has, fonts whose letters make no words, rows of print in pictures, in outlines, or beside words
that nobody sees. Words of the layer are painted over first, so that nothing is read twice.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium

from extractors.drawings import apart, drawn_areas
from extractors.notes import Notes
from extractors.ocr.engine import mean_confidence
from extractors.ocr.national import mend_letters
from extractors.ocr.rapid import RapidEngine, rapid_engine
from extractors.odd_fonts import odd_words
from extractors.pixels import Pixels
from extractors.places import Places
from extractors.raster import fitting_scale
from extractors.text_layer import turn_box
from extractors.text_quality import is_garbled
from extractors.unread import unread_rows
from models.errors import EngineError
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word

_DPI = 200.0
_DETECTED = 0.6  # of that: lines are found on a smaller picture than letters are read from
_ROOM = 0.5  # heights of a row, around it
_SURE = 0.6  # mean confidence of the words of a part: less is no print
_NEAR = 2.0  # points around a garbled word, within which it is recognised
_SAME = 0.5  # of a word's area, that lies in another one's; of words, that are read as they say


def fill_gaps(page: pdfium.PdfPage, layer: Page, picture: Pixels, notes: Notes, limit: int) -> Page:
    """The upright page with what its layer lacks; `picture` shows it. A page is drawn with `limit` pixels at most."""
    with notes.timed("text"):
        odd = frozenset(odd_words(page, layer))
        garbled = tuple(word for word in layer.words if is_garbled(word.text) or word in odd)
        rows = unread_rows(picture, picture.shape[1] / layer.width, layer.words, _areas(page, layer, notes))
    if not (garbled or rows) or notes.out_of_time:
        return layer
    boxes = [box.grown(_ROOM * box.height) for box in (*rows, *(word.box for word in garbled))]
    good = _without(layer.words, garbled)
    try:
        with notes.timed("ocr"), notes.page():
            found = _read_parts(rapid_engine(), _Upright(page, layer, limit), good, apart(boxes, room=0.0), notes)
    except EngineError:
        notes.warn("rapidocr_missing")
        return layer
    if odd and _confirmed(odd, found) > _SAME:
        garbled = tuple(word for word in garbled if word not in odd)
        good = _without(layer.words, garbled)
    return _filled(layer, good, garbled, found, notes)


def _without(words: Sequence[Word], left_out: Sequence[Word]) -> Places:
    gone = frozenset(left_out)
    return Places(word for word in words if word not in gone)


def _areas(page: pdfium.PdfPage, layer: Page, notes: Notes) -> tuple[Box, ...]:
    """Where print may be: in pictures and outlines; everywhere when words are not where their ink is."""
    if "words_unseen" in notes.path:
        return (Box(0, 0, layer.width, layer.height),)
    width, height = page.get_size()
    return tuple(turn_box(area, layer.rotation // 90, width, height) for area in drawn_areas(page))


@dataclass(frozen=True, slots=True)
class _Upright:
    """A page that is drawn part by part, as upright as its layer. `limit` is in pixels, of the whole page."""

    page: pdfium.PdfPage
    layer: Page
    limit: int

    @property
    def scale(self) -> float:
        """Pixels to a point."""
        return fitting_scale(self.layer.width, self.layer.height, _DPI / 72, self.limit)

    def draw(self, part: Box) -> tuple[Pixels, float, float]:
        """A part as RGB, and where its left and top edges are, in points."""
        scale, layer = self.scale, self.layer
        left, top = (max(0, int(edge * scale)) for edge in (part.x0, part.top))
        right, bottom = min(part.x1, layer.width), min(part.bottom, layer.height)
        crop = ((left - 0.5) / scale, layer.height - bottom, layer.width - right, (top - 0.5) / scale)
        bitmap = self.page.render(
            scale=scale,
            rotation=layer.rotation,
            crop=tuple(max(0.0, edge) for edge in crop),
            rev_byteorder=True,
            prefer_bgrx=False,
        )
        return np.ascontiguousarray(bitmap.to_numpy()[:, :, :3], dtype=np.uint8), left / scale, top / scale


def _read_parts(
    engine: RapidEngine, upright: _Upright, good: Places, parts: Sequence[Box], notes: Notes
) -> tuple[Word, ...]:
    """The words that stand in some parts of the page beside the good ones, in points; while there is time."""
    words: list[Word] = []
    scale = upright.scale
    for part in parts:
        if notes.seconds_left <= 0:
            notes.warn("page_cut")
            break
        pixels, left, top = upright.draw(part)
        for word in good.near(part):
            _paint_over(pixels, word.box.moved(-left, -top).scaled(scale))
        read = _read_once(engine, pixels, notes)
        if mean_confidence(read) >= _SURE:
            words += (replace(word, box=word.box.scaled(1 / scale).moved(left, top)) for word in read)
    return tuple(replace(word, witness=Witness.OCR) for word in mend_letters(words))


def _read_once(engine: RapidEngine, pixels: Pixels, notes: Notes) -> tuple[Word, ...]:
    """The words of a picture, in its pixels; what stands on every page of a document is read on the first."""
    digest = hashlib.sha256(repr(pixels.shape).encode() + pixels.tobytes()).digest()
    if digest not in notes.seen:
        quads = engine.detect(pixels, _DETECTED)
        notes.seen[digest] = engine.read_words(pixels, quads, in_time=lambda: notes.seconds_left > 0)
    return notes.seen[digest]


def _paint_over(pixels: Pixels, box: Box) -> None:
    """Paper where a word stands, in the colour around it."""
    height, width = pixels.shape[:2]
    left, top = max(0, int(box.x0) - 1), max(0, int(box.top))
    right, bottom = min(width, round(box.x1) + 2), min(height, round(box.bottom) + 1)
    if left < right and top < bottom:
        spot = pixels[top:bottom, left:right]
        rim = np.concatenate([spot[0], spot[-1], spot[:, 0], spot[:, -1]])
        spot[:] = np.median(rim, axis=0).astype(np.uint8)


def _confirmed(words: Collection[Word], found: Sequence[Word]) -> float:
    """The share of the words that are recognised in their place as they say."""
    places = Places(found)
    return sum(any(word.text == other.text for other in places.near(word.box)) for word in words) / len(words)


def _filled(layer: Page, good: Places, garbled: Sequence[Word], found: Sequence[Word], notes: Notes) -> Page:
    """The good words, the recognised ones beside them, and garbled ones in whose place nothing was recognised."""
    spoilt = Places(replace(word, box=word.box.grown(_NEAR)) for word in garbled)
    added = [word for word in found if good.cover(word.box) <= _SAME]
    instead = [word for word in added if spoilt.cover(word.box) > _SAME]
    beside = [word for word in added if spoilt.cover(word.box) <= _SAME and _says(word)]
    replaced = Places(instead)
    left = [
        word
        for word in garbled
        if not any(other.box.share_in(word.box.grown(_NEAR)) > _SAME for other in replaced.near(word.box))
    ]
    if instead:
        notes.warn("words_garbled")
    if beside:
        notes.took("print_recognised")
    if instead or beside:
        notes.took(RapidEngine.name)
    return replace(layer, words=(*good.words, *left, *instead, *beside))


def _says(word: Word) -> bool:
    return any(char.isalnum() for char in word.text)
