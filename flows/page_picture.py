"""The picture of a page with what was read drawn on it, and how it was read written below.

Words are thin boxes with a colour by how sure the reader was of them, and stand beside the page as they were read;
values have a colour by how sure they are and a label above their box.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import fmean

from PIL import Image, ImageDraw, ImageFont

from extractors.document import Captured
from models.errors import InvalidInput
from models.evidence import Witness
from models.geometry import Box
from models.invoice import Invoice, value_to_text
from models.page import Page, Transcript, Word

_GREY, _BLUE = (150, 150, 150), (30, 90, 200)
_SURE, _LIKELY, _UNSURE = (20, 130, 60), (190, 120, 0), (200, 30, 30)
_LABEL_PIXELS, _LEAST_PIXELS, _LEGEND_PIXELS = 11, 8, 16
_LONGEST_LABEL = 60
_LETTERS_IN_BOX = 0.75  # of the height of a word's box
_WITNESSES = {Witness.TEXT_LAYER: "text layer", Witness.OCR: "recognised"}


@dataclass(frozen=True, slots=True)
class Layers:
    """What to draw. Rows of the items table and of taxes come with `boxes`; `words` puts them beside the page too."""

    words: bool = False
    boxes: bool = True
    values: bool = True


USUAL = Layers()


@dataclass(frozen=True, slots=True)
class Mark:
    """One box to draw, with its label and colour."""

    box: Box
    label: str
    colour: tuple[int, int, int]


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
    beside = [_words_alone(page, image.size, scale)] if layers.words else []
    return _laid_out([image, *beside], list(tell_path(read.transcript, page)))


def tell_path(transcript: Transcript, page: Page) -> Iterator[str]:
    """How a page was read, in a few lines: by whom, what was doubted on the way, and how sure its words are."""
    way = " > ".join([*page.path, _WITNESSES[page.witness]])
    turned = f", turned {page.rotation}°" if page.rotation else ""
    yield f"page {page.number + 1} of {len(transcript.pages)}: {way}{turned}"
    sure = [word.confidence for word in page.words]
    how = f", confidence {fmean(sure):.2f} on average, {min(sure):.2f} at least" if sure else ""
    yield f"{len(sure)} words{how}"
    if transcript.warnings:
        yield f"warnings of the document: {', '.join(transcript.warnings)}"


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
        colour = _GREY if word.confidence >= 0.9 else _colour(word.confidence)
        draw.rectangle(_corners(word.box, scale), outline=colour)


def _words_alone(page: Page, size: tuple[int, int], scale: float) -> Image.Image:
    """The words as they were read, each at its place; how sure the reader was of those that it was not sure of."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for word in page.words:
        x0, top, x1, bottom = _corners(word.box, scale)
        sure = word.confidence >= 0.9
        text, colour = drawable(word.text), "black" if sure else _colour(word.confidence)
        draw.text((x0, top), text, fill=colour, font=_fitting_font(text, x1 - x0, bottom - top))
        if not sure:
            draw.text((x1, top - 4), tell_doubt(word), fill=_BLUE, font=_font(_LEAST_PIXELS))
    return image


def tell_doubt(word: Word) -> str:
    """How sure the reader was of a word, and what it would have read next."""
    return drawable(" or ".join([f"{word.confidence:.2f}", *(text for text, _ in word.alternatives[:1])]))


def _fitting_font(text: str, width: float, height: float) -> ImageFont.FreeTypeFont:
    """The largest letters in which a word fits its box."""
    pixels = _LETTERS_IN_BOX * height
    wide = _font(max(_LEAST_PIXELS, round(pixels))).getlength(text)
    return _font(max(_LEAST_PIXELS, round(pixels * min(1.0, width / max(wide, 1.0)))))


def _laid_out(pictures: Sequence[Image.Image], lines: Sequence[str]) -> Image.Image:
    """The pictures side by side, and the lines of text below them."""
    width, height = sum(picture.width for picture in pictures), pictures[0].height
    step = _LEGEND_PIXELS + 5
    sheet = Image.new("RGB", (width, height + step * len(lines) + 5), "white")
    for place, picture in enumerate(pictures):
        sheet.paste(picture, (place * picture.width, 0))
    for number, line in enumerate(lines):
        ImageDraw.Draw(sheet).text((5, height + 3 + step * number), line, fill="black", font=_font(_LEGEND_PIXELS))
    return sheet


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
def _font(pixels: int = _LABEL_PIXELS) -> ImageFont.FreeTypeFont:
    """Bitstream Vera, which comes with reportlab."""
    return ImageFont.truetype(str(files("reportlab").joinpath("fonts/Vera.ttf")), pixels)


def _corners(box: Box, scale: float) -> tuple[float, float, float, float]:
    scaled = box.scaled(scale)
    return scaled.x0, scaled.top, scaled.x1, scaled.bottom
