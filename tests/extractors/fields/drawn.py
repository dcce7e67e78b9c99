"""Pages drawn with characters: what stands where is seen at a glance, and no engine is needed.

A character is 5 points wide, a line 12 points high: words that stand together in the drawing do so on the page.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Transcript, Word

COLUMN, LINE = 5.0, 12.0
DOCUMENTS = Path(__file__).parent / "documents"


def draw_page(drawing: str, *, number: int = 0, witness: Witness = Witness.TEXT_LAYER) -> Page:
    """The page of a drawing, A4 or as long as the drawing needs."""
    lines = drawing.strip("\n").splitlines()
    words = tuple(
        Word(found[0], Box(found.start() * COLUMN, top, found.end() * COLUMN, top + 0.75 * LINE))
        for row, line in enumerate(lines)
        for found in re.finditer(r"\S+", line)
        for top in [20 + row * LINE]
    )
    return Page(number, 595.0, max(842.0, 40 + len(lines) * LINE), witness, words)


def draw(*drawings: str, witness: Witness = Witness.TEXT_LAYER) -> Transcript:
    pages = tuple(draw_page(drawing, number=at, witness=witness) for at, drawing in enumerate(drawings))
    return Transcript("pdf", pages)


def read_document(name: str, witness: Witness = Witness.TEXT_LAYER) -> tuple[dict[str, str], Transcript]:
    """What a document of the folder must give, and its transcript."""
    head, _, drawing = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8").partition("---\n")
    wanted = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return wanted, draw(drawing, witness=witness)


def glue_words(transcript: Transcript) -> Transcript:
    """The transcript as a careless OCR engine gives it: every third narrow space, and those after colons, are lost."""
    pages = tuple(
        replace(page, words=tuple(word for line in page.lines for word in _glued(line.words)), witness=Witness.OCR)
        for page in transcript.pages
    )
    return replace(transcript, pages=pages)


def _glued(words: tuple[Word, ...]) -> Iterator[Word]:
    last = words[0]
    for count, word in enumerate(words[1:]):
        near = word.box.x0 - last.box.x1 <= COLUMN
        if near and (last.text.endswith(":") or count % 3 == 0):
            last = Word(last.text + word.text, last.box.union(word.box), 0.9)
        else:
            yield last
            last = word
    yield last
