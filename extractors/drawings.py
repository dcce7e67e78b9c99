"""Where on a PDF page something is drawn that may be print without being text: pictures, and shapes like letters.

A quick walk over the page's objects, into its forms. A path of many pieces may be a letter drawn as its outline, or a
whole word; lines, frames and bars have few.
"""

import math
from collections.abc import Iterator
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.drawn import Bounds, iterate_drawn
from extractors.glyphs import page_flip
from models.geometry import Box, bounding_box

_PIECES = 7  # of a path that may be a letter: a rectangle has five
_WORD_PIECES = 60  # of a path that may be a whole word
_SHAPES = 4  # like letters, or more
_LOWEST, _HIGHEST = 3.0, 30.0  # points, of a letter
_LEAST_WIDTH = 12.0  # points of a picture that may hold a word
_ROOM = 12.0  # points between two drawings that are looked at together: more than between two words
_MOST_OBJECTS = 5000  # of a page, that are looked at
_MOST_AREAS = 60  # more are taken as one

Candidate = tuple[bool, int, Bounds]  # whether a picture, and its pieces


def drawn_areas(page: pdfium.PdfPage) -> tuple[Box, ...]:
    """Boxes of the page as displayed in which print may be drawn, apart from one another; none on most pages."""
    flip, width, height = page_flip(page), page.get_width(), page.get_height()
    pictures, shapes, pieces = [], [], 0
    for is_picture, count, bounds in _candidates(page):
        box = _within(flip(*bounds), width, height)
        if box.width < _LOWEST or box.height < _LOWEST:
            continue
        if not is_picture:
            if count >= _WORD_PIECES or (box.height <= _HIGHEST and box.width <= 2 * _HIGHEST):
                shapes.append(box)
                pieces += count
        elif box.width >= _LEAST_WIDTH:
            pictures.append(box)
    return apart([*pictures, *(shapes if len(shapes) >= _SHAPES or pieces >= _WORD_PIECES else ())], _ROOM)


def apart(boxes: list[Box], room: float) -> tuple[Box, ...]:
    """The boxes, those that lie within `room` of one another joined; all as one where they are too many.

    >>> apart([Box(0, 0, 10, 10), Box(50, 0, 60, 10), Box(11, 0, 20, 10)], 2)
    (Box(x0=0, top=0, x1=20, bottom=10), Box(x0=50, top=0, x1=60, bottom=10))
    """
    if len(boxes) > _MOST_AREAS * 10:
        return (bounding_box(boxes),)
    joined: list[Box] = []
    for box in sorted(boxes):
        while near := [other for other in joined if _touch(box, other, room)]:
            joined = [other for other in joined if other not in near]
            box = bounding_box([box, *near])  # noqa: PLW2901 - it grows until nothing touches it
        joined.append(box)
    return tuple(sorted(joined)) if len(joined) <= _MOST_AREAS else (bounding_box(joined),)


def _touch(one: Box, other: Box, room: float) -> bool:
    across = max(one.x0, other.x0) - min(one.x1, other.x1)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across <= room and down <= room


def _candidates(page: pdfium.PdfPage) -> Iterator[Candidate]:
    """Pictures, and paths of many pieces, that have a place on the page."""
    for drawn in islice(iterate_drawn(page), _MOST_OBJECTS):
        pieces = c.FPDFPath_CountSegments(drawn.raw) if drawn.kind == c.FPDF_PAGEOBJ_PATH else 0
        is_picture = drawn.kind == c.FPDF_PAGEOBJ_IMAGE
        if (is_picture or pieces >= _PIECES) and math.isfinite(sum(bounds := drawn.bounds)):
            yield is_picture, pieces, bounds


def _within(box: Box, width: float, height: float) -> Box:
    x0, top = min(max(box.x0, 0.0), width), min(max(box.top, 0.0), height)
    return Box(x0, top, max(x0, min(box.x1, width)), max(top, min(box.bottom, height)))
