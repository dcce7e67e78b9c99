"""Read a PDF page by page: its text layer where that is good, else recognition; codes, pictures, attached files.

One page is open and one raster in memory at a time, however many pages there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from extractors.codes import find_codes
from extractors.glyphs import iterate_glyphs
from extractors.limits import Limits
from extractors.notes import Notes
from extractors.ocr.choosing import in_a_hurry
from extractors.paging import pages_to_read, reading_order
from extractors.pdf import load_page, open_pdf
from extractors.pdf_files import AttachedFiles, read_attached
from extractors.raster import RECOGNITION_PIXELS, render, screen_image, survey
from extractors.recognition import ReadPage, recognise_page
from extractors.seen import as_seen
from extractors.tables.rulings import read_rulings, wants_rulings
from extractors.text_layer import is_invisible, upright_page
from extractors.text_quality import doubt
from models.errors import DamagedDocument
from models.evidence import Witness
from models.page import Page

_CODES_DPI = 200
_CODES_PAGES = 10  # the first pages of a digital document, which are always searched


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """Pages in their order, and what is attached."""

    pages: tuple[ReadPage, ...]
    attached: AttachedFiles


def read_pdf(content: bytes, password: str | None, limits: Limits, notes: Notes) -> ReadPdf:
    """Read what can be read; pages that cannot be opened are left out with a warning, unless none can."""
    with open_pdf(content, password) as document:
        count = pages_to_read(len(document), limits, notes)
        order = reading_order(count)
        read = [_read_or_skip(document, number, limits, notes, count - done) for done, number in enumerate(order)]
        pages = sorted((page for page in read if page), key=lambda page: page.page.number)
        if not pages:
            raise DamagedDocument("No page of the PDF can be opened.")
        attached = read_attached(document, content, password, limits)
        return ReadPdf(_with_rulings(content, password, pages, notes), attached)


def _with_rulings(
    content: bytes, password: str | None, pages: Sequence[ReadPage], notes: Notes
) -> tuple[ReadPage, ...]:
    """The pages with the drawn lines of those whose text layer looks like a table."""
    with notes.timed("rulings"):
        digital = [read.page for read in pages if read.page.witness is Witness.TEXT_LAYER and not read.page.rotation]
        rulings = read_rulings(content, [page.number for page in digital if wants_rulings(page)], password)
    return tuple(replace(read, page=replace(read.page, rulings=rulings.get(read.page.number, ()))) for read in pages)


def _read_or_skip(
    document: pdfium.PdfDocument, number: int, limits: Limits, notes: Notes, pages_left: int
) -> ReadPage | None:
    try:
        page = load_page(document, number)
        try:
            return _read_page(page, number, limits, notes, pages_left)
        finally:
            page.close()
    except DamagedDocument:
        notes.warn("page_damaged")
        return None


def _read_page(page: pdfium.PdfPage, number: int, limits: Limits, notes: Notes, pages_left: int) -> ReadPage:
    notes.next_page()
    with notes.timed("text"):
        glyphs = list(iterate_glyphs(page))
        layer = upright_page(page, number, glyphs)
        look, dpi = survey(page, invisible=is_invisible(glyphs))
        reason = doubt(layer.words, look)
    if reason == "text_layer_invisible" and in_a_hurry(pages_left, notes.seconds_left):
        notes.warn("text_layer_kept")
    elif reason and notes.out_of_time:
        notes.warn("pages_unread")
    elif reason:
        notes.warn(reason)
        with notes.timed("render"):
            pixels = render(page, dpi, min(limits.pixels, RECOGNITION_PIXELS))
        resolution = 72 * pixels.shape[1] / max(page.get_width(), 1e-6)
        read = recognise_page(pixels, number, resolution, notes, pages_left)
        return as_seen(read, pixels, notes)
    return _digital_page(page, replace(layer, path=notes.path), limits, notes, search=number < _CODES_PAGES)


def _digital_page(page: pdfium.PdfPage, layer: Page, limits: Limits, notes: Notes, *, search: bool) -> ReadPage:
    turns = layer.rotation // 90
    with notes.timed("image"):
        image = screen_image(page, layer.number, turns)
        image = replace(image, raw=screen_image(page, layer.number, 0)) if turns else image
    if not search:
        return ReadPage(layer, (), image)
    with notes.timed("codes"):
        pixels = render(page, _CODES_DPI, min(limits.pixels, RECOGNITION_PIXELS), turns)
        codes = find_codes(pixels, layer.number, layer.width / pixels.shape[1])
    return ReadPage(layer, codes, image)
