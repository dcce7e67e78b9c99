"""What stands on a generated page."""

from pathlib import Path

import numpy as np
import pypdfium2

from extractors.codes import find_codes
from models.page import Code

DPI = 200


def text_of(content: bytes | Path) -> str:
    """The text layer of the first page, its white space made single."""
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()


def codes_of(content: bytes | Path) -> tuple[Code, ...]:
    """The codes on the first page, read from its picture."""
    document = pypdfium2.PdfDocument(content)
    try:
        pixels = np.asarray(document[0].render(scale=DPI / 72).to_pil().convert("RGB"))
    finally:
        document.close()
    return find_codes(pixels, 0, 72 / DPI)
