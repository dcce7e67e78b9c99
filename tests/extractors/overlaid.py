"""Scans that carry somebody else's recognition as text over them, right in most words or in few."""

import io
from collections.abc import Mapping

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.pixels import Pixels
from extractors.text_layer import read_text_layer
from models.page import Word
from tests.extractors import papers


def overlaid(picture: Pixels, words: "list[Word]", *, invisible: bool = True) -> bytes:
    """A PDF whose page is a picture, with each word over its place."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, 595, 842)
    for word in words:
        text = canvas.beginText(word.box.x0, 842 - word.box.bottom + 0.2 * word.box.height)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3 if invisible else 0)
        text.textOut(word.text)
        canvas.drawText(text)
    canvas.save()
    return target.getvalue()


def words_of(content: bytes, instead: Mapping[str, str] = {}) -> "list[Word]":
    """The words of a digital page, some of them saying something else."""
    (page,) = read_text_layer(content)
    return [Word(instead.get(word.text, word.text), word.box) for word in page.words]


def poor_scan(content: bytes, *, dpi: int = 75, seed: int = 1) -> Pixels:
    """The page as a coarse, noisy picture of it."""
    grain = np.random.default_rng(seed)
    picture = papers.picture(content, dpi=dpi).astype(np.float32)
    return np.asarray(np.clip(picture * 0.8 + 20 + grain.normal(0, 30, picture.shape), 0, 255), np.uint8)
