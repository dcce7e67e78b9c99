"""Recognised pages made for a test: words at their places, and a picture of them."""

import io

import cv2
import numpy as np
import pikepdf

from extractors.document import SearchableCopy
from extractors.searchable.copying import make_copy
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Transcript, Word

LETTERS = {
    "sl": "Račun Češnjevec žiga šum",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "pl": "Zażółć gęślą jaźń źródło",
    "de": "Größe Überweisung Fußbälle",
    "hu": "árvíztűrő tükörfúrógép",
    "sr": "Рачун Ђурђевић њега",
    "uk": "Рахунок їжак ґанок",
    "el": "Τιμολόγιο ποσό",
}
WIDTH, HEIGHT = 595.0, 842.0


def recognised(number: int = 0, text: str = "") -> Page:
    """A page of one line a language, or of one line of `text`, some words touching each other."""
    lines = [text] if text else list(LETTERS.values())
    words = []
    for row, line in enumerate(lines):
        at = 60.0
        for place, letters in enumerate(line.split()):
            width, top = 5.5 * len(letters), 80.0 + 30.0 * row
            words.append(Word(letters, Box(at, top, at + width, top + 12 + place % 2), 0.9))
            at += width + (0.0 if place % 3 == 1 else 4.0)
    return Page(number, WIDTH, HEIGHT, Witness.OCR, tuple(words))


def picture(grey: int = 200) -> bytes:
    """A page in one grey, with a darker corner that says where its top-left is."""
    pixels = np.full((1170, 827, 3), grey, dtype=np.uint8)
    pixels[:100, :100] = 40
    return cv2.imencode(".jpg", pixels)[1].tobytes()


def copy_of(*pages: Page) -> SearchableCopy:
    """The copy of a picture file of these pages."""
    return make_copy(b"", Transcript("image", pages), {page.number: picture() for page in pages})


def opened(copy: SearchableCopy) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(copy.content))


def in_order(page: Page) -> list[Word]:
    """The words as they are copied from a page: line by line."""
    return [word for line in page.lines for word in line.words]
