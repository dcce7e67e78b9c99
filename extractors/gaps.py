"""The parts of a digital page that its text layer leaves out or garbles, read from its picture.

The text layer stays for the rest of the page. Recognition is asked only where something says that it is needed:
characters that no text has, fonts whose letters make no words, rows of print in pictures, in outlines, or beside words
that nobody sees. Words of the layer are painted over first, so that nothing is read twice.
"""

from collections.abc import Sequence
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
from extractors.raster import fitting_scale
from extractors.text_layer import turn_box
from extractors.text_quality import is_garbled
from extractors.unread import unread_rows
from models.errors import EngineError
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word

_DPI = 200.0
_ROOM = 0.5  # heights of a row, around it
_SURE = 0.6  # mean confidence of the words of a part: less is no print
_SAME = 0.5  # of a word's area, that lies in another one's; of words, that are read as they say


def fill_gaps(page: pdfium.PdfPage, layer: Page, picture: Pixels, notes: Notes, limit: int) -> Page:
    """The upright page with what its layer lacks; `picture` shows it. A page is drawn with `limit` pixels at most."""
    with notes.timed("text"):
        odd = odd_words(page, layer)
        garbled = tuple(word for word in layer.words if is_garbled(word.text) or word in odd)
        rows = unread_rows(picture, picture.shape[1] / layer.width, layer.words, _areas(page, layer, notes))
    if not (garbled or rows) or notes.out_of_time:
        return layer
    good = tuple(word for word in layer.words if word not in garbled)
    boxes = [box.grown(_ROOM * box.height) for box in (*rows, *(word.box for word in garbled))]
    parts = apart(boxes, room=0.0)
    try:
        with notes.timed("ocr"), notes.page():
            found = _read_parts(rapid_engine(), _Upright(page, layer, limit), good, parts)
    except EngineError:
        notes.warn("rapidocr_missing")
        return layer
    if odd and _confirmed(odd, found) > _SAME:
        good, garbled = (*good, *odd), tuple(word for word in garbled if word not in odd)
    return _filled(layer, good, garbled, found, notes)


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


def _read_parts(engine: RapidEngine, upright: _Upright, good: Sequence[Word], parts: Sequence[Box]) -> tuple[Word, ...]:
    """The words that stand in some parts of the page beside the good ones, in points."""
    words: list[Word] = []
    scale = upright.scale
    for part in parts:
        pixels, left, top = upright.draw(part)
        for word in good:
            _paint_over(pixels, word.box.moved(-left, -top).scaled(scale))
        read = engine.read_words(pixels, engine.detect(pixels))
        if mean_confidence(read) >= _SURE:
            words += (replace(word, box=word.box.scaled(1 / scale).moved(left, top)) for word in read)
    return tuple(replace(word, witness=Witness.OCR) for word in mend_letters(words))


def _paint_over(pixels: Pixels, box: Box) -> None:
    """Paper where a word stands, in the colour around it."""
    height, width = pixels.shape[:2]
    left, top = max(0, int(box.x0) - 1), max(0, int(box.top))
    right, bottom = min(width, round(box.x1) + 2), min(height, round(box.bottom) + 1)
    if left < right and top < bottom:
        spot = pixels[top:bottom, left:right]
        rim = np.concatenate([spot[0], spot[-1], spot[:, 0], spot[:, -1]])
        spot[:] = np.median(rim, axis=0).astype(np.uint8)


def _confirmed(words: Sequence[Word], found: Sequence[Word]) -> float:
    """The share of the words that are recognised in their place as they say."""
    same = [any(word.text == other.text and other.box.share_in(word.box) > 0 for other in found) for word in words]
    return sum(same) / len(same)


def _filled(layer: Page, good: Sequence[Word], garbled: Sequence[Word], found: Sequence[Word], notes: Notes) -> Page:
    """The good words, the recognised ones beside them, and garbled ones in whose place nothing was recognised."""
    added = [word for word in found if not any(word.box.share_in(other.box) > _SAME for other in good)]
    instead = [word for word in added if any(word.box.share_in(other.box.grown(2)) > _SAME for other in garbled)]
    beside = [word for word in added if word not in instead and _says(word)]
    left = [word for word in garbled if not any(other.box.share_in(word.box.grown(2)) > _SAME for other in instead)]
    if instead:
        notes.warn("words_garbled")
    if beside:
        notes.took("print_recognised")
    if instead or beside:
        notes.took(RapidEngine.name)
    return replace(layer, words=(*good, *left, *instead, *beside))


def _says(word: Word) -> bool:
    return any(char.isalnum() for char in word.text)
