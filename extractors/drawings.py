"""Where on a PDF page something is drawn that may be print without being text: pictures, and shapes like letters.

A quick walk over the page's objects, into its forms. A path of many pieces may be a letter drawn as its outline, or a
whole word; lines, frames and bars have few.
"""

import ctypes
from collections.abc import Iterator
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.glyphs import page_flip
from models.geometry import Box, bounding_box

_DEPTH = 4
_PIECES = 7  # of a path that may be a letter: a rectangle has five
_WORD_PIECES = 60  # of a path that may be a whole word
_SHAPES = 4  # like letters, or more
_LOWEST, _HIGHEST = 3.0, 30.0  # points, of a letter
_LEAST_WIDTH = 12.0  # points of a picture that may hold a word
_ROOM = 12.0  # points between two drawings that are looked at together: more than between two words
_MOST_OBJECTS = 5000  # of a page, that are looked at
_MOST_AREAS = 60  # more are taken as one

Matrix = tuple[float, float, float, float, float, float]
Placed = tuple[c.FPDF_PAGEOBJECT, int, Matrix]  # an object, its type, and the way to the page
Drawn = tuple[bool, int, tuple[float, float, float, float]]  # whether a picture, pieces, left, bottom, right, top
_AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


def drawn_areas(page: pdfium.PdfPage) -> tuple[Box, ...]:
    """Boxes of the page as displayed in which print may be drawn, apart from one another; none on most pages."""
    flip, width, height = page_flip(page), page.get_width(), page.get_height()
    pictures, shapes, pieces = [], [], 0
    for is_picture, count, bounds in _drawn(page):
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


def _objects(page: pdfium.PdfPage) -> Iterator[c.FPDF_PAGEOBJECT]:
    return (c.FPDFPage_GetObject(page.raw, index) for index in range(c.FPDFPage_CountObjects(page.raw)))


def _inside(form: c.FPDF_PAGEOBJECT) -> Iterator[c.FPDF_PAGEOBJECT]:
    return (c.FPDFFormObj_GetObject(form, index) for index in range(c.FPDFFormObj_CountObjects(form)))


def _walk(drawings: Iterator[c.FPDF_PAGEOBJECT], matrix: Matrix, depth: int = 0) -> Iterator[Placed]:
    """All objects of a page or a form, those in its forms after these, each with what leads to the page."""
    for drawing in drawings:
        kind = c.FPDFPageObj_GetType(drawing)
        yield drawing, kind, matrix
        if kind == c.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _walk(_inside(drawing), _after(_matrix_of(drawing), matrix), depth + 1)


def _drawn(page: pdfium.PdfPage) -> Iterator[Drawn]:
    """Pictures, and paths of many pieces, in the coordinates of the page."""
    for drawing, kind, matrix in islice(_walk(_objects(page), _AS_IT_IS), _MOST_OBJECTS):
        pieces = c.FPDFPath_CountSegments(drawing) if kind == c.FPDF_PAGEOBJ_PATH else 0
        if kind == c.FPDF_PAGEOBJ_IMAGE or pieces >= _PIECES:
            yield kind == c.FPDF_PAGEOBJ_IMAGE, pieces, _bounds(drawing, matrix)


def _bounds(drawing: c.FPDF_PAGEOBJECT, matrix: Matrix) -> tuple[float, float, float, float]:
    """Left, bottom, right, top on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    c.FPDFPageObj_GetBounds(drawing, left, bottom, right, top)
    a, b, cc, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = [a * x + cc * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix_of(form: c.FPDF_PAGEOBJECT) -> Matrix:
    found = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(form, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _after(one: Matrix, two: Matrix) -> Matrix:
    """First `one`, then `two`."""
    a, b, cc, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, cc * g + d * i, cc * h + d * j, e * g + f * i + k, e * h + f * j + m


def _within(box: Box, width: float, height: float) -> Box:
    x0, top = min(max(box.x0, 0.0), width), min(max(box.top, 0.0), height)
    return Box(x0, top, max(x0, min(box.x1, width)), max(top, min(box.bottom, height)))
