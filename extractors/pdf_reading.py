"""Read a PDF page by page: its text layer where that is good, else recognition; codes, pictures, attached files.

One page is open and one raster in memory at a time, however many pages there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium

from extractors.asked import Asked, AskedPage
from extractors.code_spots import code_spots
from extractors.codes import find_codes
from extractors.document import Rest, Sitting
from extractors.form_fields import FieldValue, field_values, with_values
from extractors.gaps import fill_gaps
from extractors.glyphs import iterate_glyphs
from extractors.ink import seen_words
from extractors.limits import Limits
from extractors.notes import Notes
from extractors.ocr.choosing import in_a_hurry
from extractors.paging import pages_to_read, reading_order
from extractors.pdf import load_page, open_pdf
from extractors.pdf_files import AttachedFiles, read_attached
from extractors.pixels import Pixels
from extractors.raster import (
    RECOGNITION_PIXELS,
    as_screen_image,
    render,
    render_for_screen,
    render_grey,
    render_to_look,
    survey,
)
from extractors.recognition import ReadPage, recognise_page
from extractors.seen import as_seen
from extractors.sittings import read_in_order
from extractors.tables.rulings import read_rulings, wants_rulings
from extractors.text_layer import is_invisible, upright_page
from extractors.text_quality import doubt
from extractors.weighing import weigh
from models.errors import DamagedDocument
from models.evidence import Witness
from models.page import Code, Page

_WEIGHED = {"text_layer_bad", "text_layer_partial", "text_layer_invisible"}  # doubts that leave a layer worth hearing
_CODES_DPI = 200
_CODES_PAGES = 10  # the first pages of a digital document, which are always searched


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """Pages in their order, and what is attached; `rest` is what the next sitting goes on from."""

    pages: tuple[ReadPage, ...]
    attached: AttachedFiles
    rest: Rest | None = None


def read_pdf(content: bytes, asked: Asked, limits: Limits, notes: Notes, sitting: Sitting | None = None) -> ReadPdf:
    """Read what can be read; pages that cannot be opened are left out with a warning, unless none can."""
    with open_pdf(content, asked.password) as document:
        order = reading_order(pages_to_read(len(document), limits, notes))

        def read_one(number: int, left: int) -> ReadPage | None:
            return _read_or_skip(document, asked.page(number, left), limits, notes)

        pages, rest = read_in_order(order, read_one, notes, sitting)
        if not pages:
            raise DamagedDocument("No page of the PDF can be opened.")
        attached = read_attached(document, content, asked.password, limits)
        return ReadPdf(pages, attached, rest)


def _read_or_skip(document: pdfium.PdfDocument, asked: AskedPage, limits: Limits, notes: Notes) -> ReadPage | None:
    try:
        values = field_values(document, asked.number)
        page = load_page(document, asked.number)
        try:
            read = _read_page(page, asked, limits, notes)
            return _filled_in(read, values)
        finally:
            page.close()
    except DamagedDocument:
        notes.warn("page_damaged")
        return None


def _filled_in(read: ReadPage, values: Sequence[FieldValue]) -> ReadPage:
    """The values of fields count where they were not drawn as they are; on a recognised page all is as drawn."""
    digital = read.page.witness is Witness.TEXT_LAYER
    return replace(read, page=with_values(read.page, values)) if digital and values else read


def _read_page(page: pdfium.PdfPage, asked: AskedPage, limits: Limits, notes: Notes) -> ReadPage:
    notes.next_page()
    with notes.timed("text"):
        glyphs = list(iterate_glyphs(page))
        layer = upright_page(page, asked.number, glyphs, asked.turns)
        look, dpi = survey(page, invisible=is_invisible(glyphs))
        reason = doubt(layer.words, look)
    picture = None
    if not reason:
        with notes.timed("image"):
            picture = render_to_look(page, layer.rotation // 90)
        layer, reason = _as_seen(layer, picture, notes)
        if not reason:
            layer = fill_gaps(page, layer, picture, notes, min(limits.pixels, RECOGNITION_PIXELS))
    if reason == "text_layer_invisible" and in_a_hurry(asked.left, notes.seconds_left):
        notes.warn("text_layer_kept")
    elif reason and notes.out_of_time:
        notes.warn("pages_unread")
    elif reason:
        notes.warn(reason)
        with notes.timed("render"):
            pixels = render(page, dpi, min(limits.pixels, RECOGNITION_PIXELS))
        resolution = 72 * pixels.shape[1] / max(page.get_width(), 1e-6)
        read = recognise_page(pixels, asked, resolution, notes)
        if reason in _WEIGHED:
            read = replace(read, page=_weighed(read.page, layer, pixels, notes, reason))
        return as_seen(read, pixels, notes)
    return _digital_page(page, replace(layer, path=notes.path), picture, limits, notes)


def _weighed(read: Page, layer: Page, pixels: Pixels, notes: Notes, reason: str) -> Page:
    """The recognised page with what those words of its layer say that are to be seen."""
    with notes.timed("text"):
        upright = np.rot90(pixels, -(layer.rotation // 90))
        seen = replace(layer, words=seen_words(layer, upright))
        return weigh(read, seen, notes, visible=reason != "text_layer_invisible")


def _as_seen(layer: Page, picture: Pixels, notes: Notes) -> tuple[Page, str]:
    """The page with the words that are to be seen on it, and the reason to doubt it when most are not."""
    with notes.timed("text"):
        seen = seen_words(layer, picture)
    unseen = len(layer.words) - len(seen)
    if unseen > len(seen):
        return layer, "text_layer_unseen"
    if unseen:
        notes.warn("words_unseen")
    return replace(layer, words=seen), ""


def _digital_page(page: pdfium.PdfPage, layer: Page, picture: Pixels | None, limits: Limits, notes: Notes) -> ReadPage:
    turns = layer.rotation // 90
    if wants_rulings(layer):
        with notes.timed("rulings"):
            layer = replace(layer, rulings=read_rulings(page))
    with notes.timed("image"):
        picture = render_to_look(page, turns) if picture is None else picture
        image = as_screen_image(render_for_screen(page, turns), layer.number)
        image = replace(image, raw=as_screen_image(render_for_screen(page), layer.number)) if turns else image
    with notes.timed("codes"):
        return ReadPage(layer, _codes(page, layer, picture, limits), image)


def _codes(page: pdfium.PdfPage, layer: Page, picture: Pixels, limits: Limits) -> tuple[Code, ...]:
    """The codes of a digital page, sought where its picture shows that one can stand."""
    spots = code_spots(picture, layer) if layer.number < _CODES_PAGES else ()
    if not spots:
        return ()
    pixels = render_grey(page, _CODES_DPI, min(limits.pixels, RECOGNITION_PIXELS), layer.rotation // 90)
    return find_codes(pixels, layer.number, layer.width / pixels.shape[1], spots)
