"""Pages typed as on a typewriter: one character is 5 points wide, one line 12 high, words stand apart by one space."""

import re

from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Transcript, Word

WIDTH, HEIGHT, LETTERS = 5.0, 12.0, 8.5


def typed_page(text: str, number: int = 0, witness: Witness = Witness.TEXT_LAYER) -> Page:
    """The page whose words stand where they stand in `text`."""
    words = [
        Word(found[0], Box(found.start() * WIDTH, row * HEIGHT, found.end() * WIDTH - 0.5, row * HEIGHT + LETTERS))
        for row, line in enumerate(text.splitlines(), start=1)
        for found in re.finditer(r"\S+", line)
    ]
    return Page(number, 100 * WIDTH, 70 * HEIGHT, witness, tuple(words))


def typed_transcript(*texts: str) -> Transcript:
    return Transcript("pdf", tuple(typed_page(text, number) for number, text in enumerate(texts)))
