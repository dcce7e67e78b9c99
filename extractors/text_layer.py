"""Read the text layer of a PDF: the words of each page with their boxes, upright, from the top-left.

Pages whose text runs sideways or upside down are turned as a whole, `Page.rotation` says by how much beyond what a
viewer shows; a few sideways words in a margin are left out, for they would glue the lines beside them together.
Invisible words (an OCR layer) count only where nothing visible stands.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium

from extractors.glyphs import Glyph, iterate_glyphs
from extractors.words import merge_words
from models.errors import DamagedDocument
from models.evidence import Witness
from models.geometry import Box
from models.page import Page


def read_text_layer(content: bytes, *, password: str | None = None, max_pages: int | None = None) -> tuple[Page, ...]:
    """The pages of a PDF as its text layer has them, good or bad; pages without text have no words.

    Raises DamagedDocument when pdfium cannot open it; `extractors.reading` repairs, tests the quality and uses OCR.
    """
    try:
        document = pdfium.PdfDocument(content, password=password)
    except pdfium.PdfiumError as error:
        raise DamagedDocument("The PDF cannot be opened.") from error
    try:
        count = min(len(document), max_pages or len(document))
        return tuple(read_page(document[number], number) for number in range(count))
    finally:
        document.close()


def read_page(page: pdfium.PdfPage, number: int) -> Page:
    """One page of an open document."""
    return upright_page(page, number, list(iterate_glyphs(page)))


def is_invisible(glyphs: Sequence[Glyph]) -> bool:
    """Whether most of the text is not to be seen: someone's recognition, laid over a scan."""
    marks = [glyph for glyph in glyphs if not glyph.text.isspace()]
    return sum(not glyph.visible for glyph in marks) > len(marks) / 2


def upright_page(page: pdfium.PdfPage, number: int, glyphs: Sequence[Glyph], turns: int | None = None) -> Page:
    """The words of the layer that read from left to right after quarter `turns`; where none are said, as most do."""
    turns = _turns_to_upright(glyphs) if turns is None else turns
    width, height = page.get_size()
    upright = [turn_glyph(glyph, turns, width, height) for glyph in glyphs]
    words = merge_words(_readable(upright))
    if turns % 2:
        width, height = height, width
    return Page(number, width, height, Witness.TEXT_LAYER, words, 90 * turns)


def turn_box(box: Box, turns: int, width: float, height: float) -> Box:
    """The box after turning a page of `width` and `height` clockwise by quarter `turns`.

    >>> turn_box(Box(10, 20, 30, 25), 1, 100, 200)
    Box(x0=175, top=10, x1=180, bottom=30)
    """
    if turns == 1:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if turns == 2:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if turns == 3:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return box


def turn_glyph(glyph: Glyph, turns: int, width: float, height: float) -> Glyph:
    if not turns:
        return glyph
    tight, loose = (turn_box(box, turns, width, height) for box in (glyph.tight, glyph.loose))
    angle = None if glyph.angle is None else (glyph.angle + turns) % 4
    return Glyph(glyph.text, tight, loose, angle, glyph.visible)


def _turns_to_upright(glyphs: Iterable[Glyph]) -> int:
    """Quarter turns clockwise after which most of the text reads from left to right."""
    angles = Counter(glyph.angle for glyph in glyphs if glyph.angle is not None and not glyph.text.isspace())
    return -angles.most_common(1)[0][0] % 4 if angles else 0


def _readable(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Upright glyphs; the invisible ones only when they are most of the page, as over a scan."""
    upright = [glyph for glyph in glyphs if glyph.angle in {0, None} or glyph.text.isspace()]
    visible = [glyph for glyph in upright if glyph.visible]
    return visible if len(visible) > len(upright) / 2 else upright
