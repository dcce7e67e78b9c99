"""The drawn lines of tables on a PDF page: the strokes that it draws, joined by pdfplumber.

A line is often drawn in pieces, as dashes, as the sides of neighbouring cells, or as a thin rectangle; pdfplumber makes
one of them. They are one more witness, never needed: a page that is a drawing rather than a form gives none.

Boxes are in points of the page as displayed, from its top-left; thin in one direction.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import filter_edges

from extractors.strokes import iterate_strokes
from extractors.tables.headers import find_headers
from models.geometry import Box
from models.page import Page

_MOST_STROKES = 4000  # a page with more is a drawing
_MOST_RULINGS = 400
_SNAP, _JOIN = 2, 3  # points apart that two strokes are one, beside each other and on end
_SHORTEST = 6  # points of a line


def wants_rulings(page: Page) -> bool:
    """Whether the words of a page look like a table that lines may part."""
    return not page.rotation and bool(find_headers(page))


def read_rulings(page: pdfium.PdfPage) -> tuple[Box, ...]:
    """The joined lines of a page, from the top down; empty for a drawing."""
    strokes = list(islice(iterate_strokes(page), _MOST_STROKES + 1))
    if len(strokes) > _MOST_STROKES:
        return ()
    joined = join_strokes(strokes)
    return joined if len(joined) <= _MOST_RULINGS else ()


def join_strokes(strokes: Iterable[Box]) -> tuple[Box, ...]:
    """Strokes that are pieces of one line, as one.

    >>> join_strokes([Box(10, 50, 40, 50), Box(41, 50.5, 90, 50.5)])
    (Box(x0=10, top=50.2, x1=90, bottom=50.2),)
    """
    pieces = filter_edges(map(_edge, strokes))
    edges = filter_edges(merge_edges(pieces, _SNAP, _SNAP, _JOIN, _JOIN), min_length=_SHORTEST)
    boxes = {Box(edge["x0"], edge["top"], edge["x1"], edge["bottom"]).rounded() for edge in edges}
    return tuple(sorted(boxes, key=lambda box: (box.top, box.x0)))


def _edge(stroke: Box) -> dict[str, Any]:
    """As pdfplumber knows it."""
    level = stroke.width > stroke.height
    sides = {"x0": stroke.x0, "top": stroke.top, "x1": stroke.x1, "bottom": stroke.bottom, "doctop": stroke.top}
    return {**sides, "width": stroke.width, "height": stroke.height, "orientation": "h" if level else "v"}
