"""The glyphs of a PDF page as pdfium sees them, in the coordinates of the page as a viewer shows it.

The only module that calls pdfium's raw text functions. Boxes are in points, origin at the top-left of the visible
(crop) box with `/Rotate` applied.
"""

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from models.geometry import Box

_INVISIBLE = {3, 7}  # text render modes: neither filled nor stroked; clipping only
_HYPHENS = {0x02, 0xAD, 0xFFFE}  # how pdfium marks a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character, or the white space between two. `loose` spans the font's ascent and descent.

    `angle` is the direction of writing on the displayed page in quarter turns clockwise, `None` for slanted text.
    """

    text: str
    tight: Box
    loose: Box
    angle: int | None
    visible: bool


Flip = Callable[[float, float, float, float], Box]


def page_flip(page: pdfium.PdfPage) -> Flip:
    """The way from PDF user space (left, bottom, right, top) to a box on the displayed page."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() // 90

    def flip(x0: float, y0: float, x1: float, y1: float) -> Box:
        if turn == 1:
            return Box(y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if turn == 2:
            return Box(right - x1, y0 - bottom, right - x0, y1 - bottom)
        if turn == 3:
            return Box(top - y1, right - x1, top - y0, right - x0)
        return Box(x0 - left, top - y1, x1 - left, top - y0)

    return flip


def iterate_glyphs(page: pdfium.PdfPage) -> Iterator[Glyph]:
    """All characters in the order of the page's content, white space included, with pdfium's generated spaces."""
    textpage = page.get_textpage()
    try:
        yield from _glyphs_of(textpage, page_flip(page), page.get_rotation() // 90)
    finally:
        textpage.close()


def _glyphs_of(textpage: pdfium.PdfTextPage, flip: Flip, turn: int) -> Iterator[Glyph]:
    raw = textpage.raw
    x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
    loose = c.FS_RECTF()
    for index in range(c.FPDFText_CountChars(raw)):
        if not c.FPDFText_GetCharBox(raw, index, x0, x1, y0, y1) or not _is_somewhere(x0, x1, y0, y1):
            continue
        tight = flip(x0.value, y0.value, x1.value, y1.value)
        wide = tight
        if c.FPDFText_GetLooseCharBox(raw, index, loose) and math.isfinite(
            loose.left + loose.bottom + loose.right + loose.top
        ):
            wide = flip(loose.left, loose.bottom, loose.right, loose.top)
        yield Glyph(_character(raw, index), tight, wide, _angle(raw, index, turn), _is_visible(raw, index))


def iterate_fonts(page: pdfium.PdfPage) -> Iterator[tuple[int, str, Box]]:
    """The address of its font, the character, and its tight box, of all that is no white space."""
    textpage, flip = page.get_textpage(), page_flip(page)
    try:
        x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
        for index in range(c.FPDFText_CountChars(textpage.raw)):
            text_object, text = c.FPDFText_GetTextObject(textpage.raw, index), _character(textpage.raw, index)
            if not text_object or text.isspace() or not c.FPDFText_GetCharBox(textpage.raw, index, x0, x1, y0, y1):
                continue
            if _is_somewhere(x0, x1, y0, y1):
                font = ctypes.cast(c.FPDFTextObj_GetFont(text_object), ctypes.c_void_p).value or 0
                yield font, text, flip(x0.value, y0.value, x1.value, y1.value)
    finally:
        textpage.close()


def _is_somewhere(*edges: ctypes.c_double) -> bool:
    """Whether the edges are numbers; matrices may lead to where there are none."""
    return math.isfinite(sum(edge.value for edge in edges))


def _character(raw: c.FPDF_TEXTPAGE, index: int) -> str:
    """A hyphen for what marks one; what is no character (0, lone surrogates) becomes U+FFFD."""
    code = c.FPDFText_GetUnicode(raw, index)
    if code in _HYPHENS:
        return "-"
    broken = code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    return "\ufffd" if broken else chr(code)


def _angle(raw: c.FPDF_TEXTPAGE, index: int, turn: int) -> int | None:
    radians = c.FPDFText_GetCharAngle(raw, index)
    if not math.isfinite(radians):
        return None
    quarters = radians / (math.pi / 2)
    nearest = round(quarters)
    return (nearest + turn) % 4 if abs(quarters - nearest) < 0.12 else None


def _is_visible(raw: c.FPDF_TEXTPAGE, index: int) -> bool:
    text_object = c.FPDFText_GetTextObject(raw, index)
    return not text_object or c.FPDFTextObj_GetTextRenderMode(text_object) not in _INVISIBLE
