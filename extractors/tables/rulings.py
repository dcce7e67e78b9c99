"""Read the drawn lines of tables from a PDF, with pdfplumber.

pdfplumber knows lines, edges of rectangles and curves, and joins the pieces of dashed and doubled ones. Text, which
would take most of its time, is cut out of the content before: the words are read already. A page that takes too
long, or that it cannot read, gives no lines; they are one more witness, never needed.

Boxes are in points of the page as displayed, from its top-left; thin in one direction.
"""

import io
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import resolve1, stream_value
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.table import TableFinder
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.tables.headers import find_headers
from models.geometry import Box
from models.page import Page

_SECONDS = 0.3  # for all pages of one document together
_MOST_BYTES = 20_000_000
_MOST_CONTENT = 60_000  # bytes of a page's content as stored: a page with more is a drawing
_MOST_RULINGS = 400  # a page with more is a drawing
_SETTINGS = {"snap_tolerance": 2, "join_tolerance": 3, "edge_min_length": 6}
_STRING_OR_BOUND = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(?:BT|ET)\b", re.DOTALL)
_BROKEN = (PDFException, PSException, MalformedPDFException, PdfminerException, ValueError, TypeError, KeyError)


class _Drawing(PDFPageInterpreter):
    """Interprets what is drawn, and no text."""

    def execute(self, streams: Sequence[object]) -> None:
        for stream in map(stream_value, streams):
            stream.data = without_text(stream.get_data())
        super().execute(streams)


class _NoFonts(PDFResourceManager):
    """Knows no fonts, so that the interpreter passes over text."""

    def get_font(self, _id: object, _spec: Mapping[str, object]) -> None:  # type: ignore[override]
        return


class _LinesOnly(PDFPageAggregatorWithMarkedContent):
    """A device that collects lines until the time is over."""

    def __init__(self, page: PlumberPage, ends: float) -> None:
        self.fontless = _NoFonts(caching=False)
        self.ends = ends
        super().__init__(self.fontless, pageno=page.page_number)

    def paint_path(self, *path: Any, **options: Any) -> None:
        if time.monotonic() > self.ends:
            raise TimeoutError
        super().paint_path(*path, **options)

    def render_image(self, *_image: object) -> None:
        return


def without_text(content: bytes) -> bytes:
    """The content of a page without its text objects.

    >>> without_text(b"0 0 9 9 re f BT /F1 9 Tf (ET) Tj ET 0 0 m 9 9 l S")
    b'0 0 9 9 re f   0 0 m 9 9 l S'
    """
    drawn, begin, text = list[bytes](), 0, None
    for found in _STRING_OR_BOUND.finditer(content):
        if found[0] == b"BT":
            text = found.start()
        elif found[0] == b"ET" and text is not None:
            drawn.append(content[begin:text])
            begin, text = found.end(), None
    return b" ".join([*drawn, content[begin:]])


def wants_rulings(page: Page) -> bool:
    """Whether the words of a page look like a table that lines may part."""
    return bool(find_headers(page))


def read_rulings(
    content: bytes, page_numbers: Iterable[int], password: str | None = None
) -> dict[int, tuple[Box, ...]]:
    """The drawn lines of the given pages, counted from 0; pages without lines, or past the time, are left out."""
    numbers = sorted(set(page_numbers))
    if not numbers or len(content) > _MOST_BYTES:
        return {}
    ends = time.monotonic() + _SECONDS
    found: dict[int, tuple[Box, ...]] = {}
    try:
        with pdfplumber.open(io.BytesIO(content), pages=[number + 1 for number in numbers], password=password) as pdf:
            for page in pdf.pages:
                found[page.page_number - 1] = _page_rulings(page, ends)
    except (*_BROKEN, RecursionError, OSError):
        return found
    return {number: boxes for number, boxes in found.items() if boxes}


def _page_rulings(page: PlumberPage, ends: float) -> tuple[Box, ...]:
    """The joined lines of one page; empty for a page that is a drawing rather than a form."""
    stored = (getattr(resolve1(stream), "rawdata", None) or b"" for stream in page.page_obj.contents)
    if time.monotonic() > ends or sum(map(len, stored)) > _MOST_CONTENT:
        return ()
    device = _LinesOnly(page, ends)
    _Drawing(device.fontless, device).process_page(page.page_obj)
    page._layout = device.get_result()  # noqa: SLF001 - where pdfplumber keeps what it has read
    if not 0 < len(page.edges) <= 4 * _MOST_RULINGS:
        return ()
    left, top, _, _ = page.cropbox
    edges = TableFinder(page, _SETTINGS).edges
    boxes = {Box(edge["x0"] - left, edge["top"] - top, edge["x1"] - left, edge["bottom"] - top) for edge in edges}
    ordered = tuple(sorted((box.rounded() for box in boxes), key=lambda box: (box.top, box.x0)))
    return ordered if len(ordered) <= _MOST_RULINGS else ()
