"""The straight strokes that a PDF page draws, as pdfium sees them: lines, and the sides of rectangles and other shapes.

Boxes are in points of the page as displayed, from its top-left; each has no extent in one direction. Slanted strokes,
curves, points, and paths that only clip are left out.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.drawn import Drawn, iterate_drawn
from extractors.glyphs import page_flip
from models.geometry import Box

_LEVEL = 0.05  # points that the ends of a stroke may lie apart and it still runs along an axis

_Ends = tuple[float, float, float, float]


def iterate_strokes(page: pdfium.PdfPage) -> Iterator[Box]:
    """Every level or upright stroke, in the order of drawing."""
    flip = page_flip(page)
    paths = (drawn for drawn in iterate_drawn(page) if drawn.kind == c.FPDF_PAGEOBJ_PATH and _is_painted(drawn))
    for path in paths:  # a generator, which keeps the page open
        for ends in _of_path(path):
            if sides := _along_an_axis(ends):
                yield flip(*sides)


def _along_an_axis(ends: _Ends) -> _Ends | None:
    """Left, bottom, right and top, of a stroke that is level or upright and no point."""
    x0, y0, x1, y1 = ends
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    upright, level = abs(x0 - x1) <= _LEVEL, abs(y0 - y1) <= _LEVEL
    if upright == level:
        return None
    return (x, min(y0, y1), x, max(y0, y1)) if upright else (min(x0, x1), y, max(x0, x1), y)


def _is_painted(path: Drawn) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(c.FPDFPath_GetDrawMode(path.raw, fill, stroke) and (fill.value or stroke.value))


def _of_path(path: Drawn) -> Iterator[_Ends]:
    """Its straight strokes, as their two ends in user space."""
    matrix, x, y = path.matrix, ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(c.FPDFPath_CountSegments(path.raw)):
        segment = c.FPDFPath_GetPathSegment(path.raw, index)
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
