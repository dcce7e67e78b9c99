"""The straight strokes that a PDF page draws, as pdfium sees them: lines, and the sides of rectangles and other shapes.

Boxes are in points of the page as displayed, from its top-left; each has no extent in one direction. Slanted strokes,
curves, points, and paths that only clip are left out.
"""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.glyphs import page_flip
from models.geometry import Box

_DEPTH = 4  # of forms within forms
_LEVEL = 0.05  # points that the ends of a stroke may lie apart and it still runs along an axis


_Ends = tuple[float, float, float, float]


class _Matrix(NamedTuple):
    """PDF 32000-1, 8.3.3."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inside(self, outer: "_Matrix") -> "_Matrix":
        """This one first, then `outer`."""
        return _Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            *outer.place(self.e, self.f),
        )


_AS_IS = _Matrix(1, 0, 0, 1, 0, 0)


def iterate_strokes(page: pdfium.PdfPage) -> Iterator[Box]:
    """Every level or upright stroke, in the order of drawing."""
    flip = page_flip(page)
    ends = _of_container(page.raw, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, _AS_IS, _DEPTH)
    for sides in map(_along_an_axis, ends):  # a generator, which keeps the page open
        if sides:
            yield flip(*sides)


def _along_an_axis(ends: _Ends) -> _Ends | None:
    """Left, bottom, right and top, of a stroke that is level or upright and no point."""
    x0, y0, x1, y1 = ends
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    upright, level = abs(x0 - x1) <= _LEVEL, abs(y0 - y1) <= _LEVEL
    if upright == level:
        return None
    return (x, min(y0, y1), x, max(y0, y1)) if upright else (min(x0, x1), y, max(x0, x1), y)


def _of_container(raw: Any, count: Any, get: Any, outer: _Matrix, depth: int) -> Iterator[_Ends]:
    """The strokes of a page or form, as their two ends in user space."""
    for index in range(count(raw)):
        drawn = get(raw, index)
        kind = c.FPDFPageObj_GetType(drawn)
        if kind == c.FPDF_PAGEOBJ_PATH and _is_painted(drawn):
            yield from _of_path(drawn, _matrix_of(drawn).inside(outer))
        elif kind == c.FPDF_PAGEOBJ_FORM and depth:
            inner = _matrix_of(drawn).inside(outer)
            yield from _of_container(drawn, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner, depth - 1)


def _is_painted(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(c.FPDFPath_GetDrawMode(path, fill, stroke) and (fill.value or stroke.value))


def _matrix_of(drawn: Any) -> _Matrix:
    found = c.FS_MATRIX()
    known = c.FPDFPageObj_GetMatrix(drawn, found)
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f) if known else _AS_IS


def _of_path(path: Any, matrix: _Matrix) -> Iterator[_Ends]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(c.FPDFPath_CountSegments(path)):
        segment = c.FPDFPath_GetPathSegment(path, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        now = matrix.place(x.value, y.value)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            start = now
        elif kind == c.FPDF_SEGMENT_LINETO:
            yield (*last, *now)
        if c.FPDFPathSegment_GetClose(segment):
            yield (*now, *start)
        last = now
