"""Draw what was read on the picture of a page: every word, the boxes of values, and the values with their labels.

For looking at what the reader saw. Words are thin grey boxes, with their text when asked for; values have a colour
by how sure they are and a label above their box.
"""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extractors.document import Captured
from extractors.kind import detect_kind
from extractors.limits import DEFAULT_LIMITS
from extractors.sandbox import Reader
from models.errors import InvalidInput
from models.geometry import Box
from models.invoice import Invoice, value_to_text
from models.page import Page

_GREY, _BLUE = (150, 150, 150), (30, 90, 200)
_SURE, _LIKELY, _UNSURE = (20, 130, 60), (190, 120, 0), (200, 30, 30)
_LABEL_PIXELS = 11
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Layers:
    """What to draw. Rows of the items table and of taxes come with `boxes`."""

    words: bool = False
    boxes: bool = True
    values: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """One box to draw, with its label and colour."""

    box: Box
    label: str
    colour: tuple[int, int, int]


def show_file(
    path: Path, *, page: int = 0, out: Path | None = None, layers: Layers = Layers(), password: str | None = None
) -> Path:
    """Read a document, draw one page (counted from 0) and write it as PNG; beside the document when `out` is None.

    Raises InvalidInput when the page is not there, and the errors of documents.
    """
    content = path.read_bytes()
    if detect_kind(content, path.name).is_container:
        raise InvalidInput("A mail or archive has no pages. Show one of its documents.")
    with Reader(DEFAULT_LIMITS) as reader:
        captured = reader.capture(content, path.name, password)
    target = out or path.with_name(f"{path.stem}-page-{page + 1}.png")
    draw_page(captured, page, layers).save(target)
    return target


def draw_page(captured: Captured, number: int, layers: Layers) -> Image.Image:
    """The picture of a page with what was read drawn on it. Raises InvalidInput when there is no such page."""
    read = captured.read
    page = next((page for page in read.transcript.pages if page.number == number), None)
    stored = next((image for image in read.images if image.page == number), None)
    if page is None or stored is None:
        raise InvalidInput(f"The document has no page {number + 1}; it has {len(read.images)}.")
    image = Image.open(io.BytesIO(stored.content)).convert("RGB")
    scale = image.width / page.width
    if layers.words:
        _draw_words(image, page, scale)
    for mark in iterate_marks(captured.invoice, number):
        _draw_mark(image, mark, scale, layers)
    return image


def iterate_marks(invoice: Invoice, number: int) -> Iterator[Mark]:
    """The boxes on one page: those of fields, then those of rows."""
    for term, found in invoice.fields.items():
        if found.evidence.page == number and found.evidence.box:
            label = f"{term.key}: {value_to_text(found.value)} ({found.confidence:.2f})"
            yield Mark(found.evidence.box, label, _colour(found.confidence))
    for name, rows in (("line", invoice.line_items), ("tax", invoice.tax_breakdown)):
        for count, row in enumerate(rows, start=1):
            if row.evidence and row.evidence.page == number and row.evidence.box:
                yield Mark(row.evidence.box, f"{name} {count} ({row.confidence:.2f})", _BLUE)


def _colour(confidence: float) -> tuple[int, int, int]:
    return _SURE if confidence >= 0.9 else _LIKELY if confidence >= 0.6 else _UNSURE


def _draw_words(image: Image.Image, page: Page, scale: float) -> None:
    draw = ImageDraw.Draw(image)
    for word in page.words:
        draw.rectangle(_corners(word.box, scale), outline=_GREY)


def _draw_mark(image: Image.Image, mark: Mark, scale: float, layers: Layers) -> None:
    draw = ImageDraw.Draw(image)
    x0, top, x1, bottom = _corners(mark.box, scale)
    if layers.boxes:
        draw.rectangle((x0 - 1, top - 1, x1 + 1, bottom + 1), outline=mark.colour, width=2)
    if layers.values:
        font, label = _font(), drawable(mark.label[:_LONGEST_LABEL])
        at = (max(0.0, min(x0, image.width - font.getlength(label) - 2)), max(0.0, top - _LABEL_PIXELS - 3))
        draw.rectangle(draw.textbbox(at, label, font=font), fill="white")
        draw.text(at, label, fill=mark.colour, font=font)


def drawable(text: str) -> str:
    """The text in letters that the font has: without accents it lacks, other letters as `?`."""
    return "".join(letter if _has(letter) else _plain(letter) for letter in text)


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base if _has(base) else "?"


@cache
def _has(letter: str) -> bool:
    return bytes(_font().getmask(letter)) != bytes(_font().getmask("\uffff"))


@cache
def _font() -> ImageFont.FreeTypeFont:
    """Bitstream Vera, which comes with reportlab."""
    return ImageFont.truetype(str(files("reportlab").joinpath("fonts/Vera.ttf")), _LABEL_PIXELS)


def _corners(box: Box, scale: float) -> tuple[float, float, float, float]:
    scaled = box.scaled(scale)
    return scaled.x0, scaled.top, scaled.x1, scaled.bottom
