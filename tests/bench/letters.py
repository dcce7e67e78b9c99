"""Pages that show the letters of a language, and how many words and letters of theirs were read.

Each phrase stands there as written and in capitals, in two sizes. A word is read when the page has it, to the letter. A
letter is kept when it is in its place in the line that is most like its own.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from models.page import Page

SIZES = (10, 8)  # points
FACES = ("NotoSans-Regular", "DejaVuSerif")
_DEBIAN = Path("/usr/share/fonts/truetype/dejavu")  # of fonts-dejavu-core
_LEFT, _RIGHT, _TOP, _STEP = 50, 310, 790, 19


@dataclass(slots=True)
class Kept:
    """How many words and special letters there were, how many were read, and what was read for the others."""

    words: int = 0
    words_read: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    letters_kept: Counter[str] = field(default_factory=Counter)
    instead: Counter[tuple[str, str]] = field(default_factory=Counter)


def draw_phrases(phrases: Sequence[str], face: str) -> bytes:
    """One page with the phrases, as written on the left and in capitals on the right, once in each size."""
    _register(face)
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for row, (size, phrase) in enumerate((size, phrase) for size in SIZES for phrase in phrases):
        canvas.setFont(face, size)
        canvas.drawString(_LEFT, _TOP - _STEP * row, phrase)
        canvas.drawString(_RIGHT, _TOP - _STEP * row, phrase.upper())
    canvas.save()
    return target.getvalue()


def judge(phrases: Sequence[str], letters: str, page: Page, kept: Kept) -> None:
    """Add to `kept` what was read of a page that was drawn with the phrases."""
    lines = [f"{phrase} {phrase.upper()}" for _ in SIZES for phrase in phrases]
    wanted = Counter(word for line in lines for word in line.split())
    kept.words += wanted.total()
    kept.words_read += (wanted & Counter(word.text for word in page.words)).total()
    read = [line.text for line in page.lines] or [""]
    for line in lines:
        for letter, instead in _fates(
            line, extractOne(line, read, scorer=fuzz.ratio)[0], frozenset(letters + letters.upper())
        ):
            kept.letters[letter] += 1
            kept.letters_kept[letter] += letter == instead
            if letter != instead:
                kept.instead[letter, instead] += 1


def _fates(line: str, read: str, letters: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each special letter of a line and what was read in its place, nothing or a letter."""
    changed = {
        edit.src_pos: read[edit.dest_pos] if edit.tag == "replace" else ""
        for edit in Levenshtein.editops(line, read)
        if edit.tag != "insert"
    }
    yield from ((letter, changed.get(at, letter)) for at, letter in enumerate(line) if letter in letters)


@cache
def _register(face: str) -> None:
    own = files("ocrmypdf").joinpath("data", f"{face}.ttf")
    registerFont(TTFont(face, str(own if own.is_file() else _DEBIAN / f"{face}.ttf")))
