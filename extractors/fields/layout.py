"""Pages as rows of cells: the layout that every finder of text fields looks at.

A cell is a run of words on one line without a wide gap: a label, a value, or both. Words that a reader glued at a colon
(`InvoiceNo:123`) are parted, their boxes divided by length. Rows run over the whole width of the page, top to bottom.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from models.evidence import Evidence, Witness
from models.geometry import Box, bounding_box
from models.page import Line, Page, Word, witness_of

WIDE_GAP = 0.8
"""A gap wider than this share of the line's height parts two cells, on pages with usual spaces."""
_SPREAD = 1.7
"""On pages whose words stand far apart, a gap parts cells when it is so many times as wide as the usual one."""
_WIDEST = 1.5
_BETWEEN = 1.6
"""A gap between words of a picture and text beside it parts cells when it is so many times the usual one."""
_HEADLINE, _NARROW, _HEAD = 2.5, 0.65, 0.3
_WIDEST_SLIP = 241.0
"""In points: 85 mm. The rolls of tills are 57 to 80 mm wide."""

_GLUED_AT_COLON = re.compile(r"(?P<label>[^\d:/][^:/]*[^\W\d_][^:/]*[:：])(?P<value>[^:/：\s].*)")
_GLUED_FIGURES = re.compile(
    r"(?P<label>.{0,60}[^\W\d_][:,]|[^\W\d_]{0,30}[a-zà-ž])(?P<value>\d{1,4}([./-])\d{1,2}\3\d{1,4}\.?)"
    r"|(?P<day>\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{8}(?=/))/?(?P<time>(?:\d{1,2}:|\d{2})\d{2}.*)"
)
_LONGEST_GLUED = 200
"""Characters of a word that may be a label and its value; what is longer is none, and takes long to look through."""
_GLUED_OF = re.compile(r"(?P<number>.*[\d/-][A-Z]?\.?)(?:vom|du|del|dated|dne|dnia|dana)")
_LED = re.compile(r"[.…_]+(?=[^\W\d_]{2})|[.…_]{2,}(?=\w)")
_LEADERS = re.compile(r"(?:[.…_]{4,}|(?:\s?\.){4,})")


@dataclass(frozen=True)
class Cell:
    """Words of one row that belong together. `row` and `column` count from 0 on the page.

    `usual` is who read the page at large, `space` the usual gap between its words as a share of their height.
    """

    page: int
    row: int
    column: int
    words: tuple[Word, ...]
    usual: Witness = Witness.TEXT_LAYER
    space: float = 0.3

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        return bounding_box(word.box for word in self.words)

    @cached_property
    def witness(self) -> Witness:
        return witness_of(self.words, self.usual)

    def part(self, start: int, end: int | None = None) -> "Cell":
        """The cell of some of the words; ValueError when there are none."""
        words = self.words[start:end]
        if not words:
            raise ValueError("a cell has words")
        return self.of(words)

    def of(self, words: tuple[Word, ...]) -> "Cell":
        """A cell of these words in the place of this one."""
        return Cell(self.page, self.row, self.column, words, self.usual, self.space)

    def evidence(self) -> Evidence:
        return Evidence(self.witness, self.text, self.page, self.box)


@dataclass(frozen=True)
class Sheet:
    """One page as rows of cells."""

    number: int
    width: float
    height: float
    witness: Witness
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row)

    @cached_property
    def line_height(self) -> float:
        """The usual height of a word, in points; 10 on an empty page."""
        heights = [word.box.height for cell in self.cells for word in cell.words]
        return median(heights) if heights else 10.0

    @property
    def is_narrow(self) -> bool:
        """Whether the page has the shape of a till's slip."""
        return self.width < _NARROW * self.height

    @property
    def is_slip(self) -> bool:
        """Whether the page has the shape, or where it is short the width, of a till's slip."""
        return self.is_narrow or self.width < _WIDEST_SLIP

    def right_of(self, cell: Cell) -> tuple[Cell, ...]:
        return self.rows[cell.row][cell.column + 1 :]

    def left_of(self, cell: Cell) -> tuple[Cell, ...]:
        return self.rows[cell.row][: cell.column]


def lay_out(page: Page) -> Sheet:
    """The page as rows of cells; no rows when it has no words."""
    space = _usual_space(page)
    wide = min(_WIDEST, max(WIDE_GAP, _SPREAD * space))
    between = _BETWEEN * space
    lines = [list(_cells_of(line, _HEADLINE if _is_headline(line, page) else wide, between)) for line in page.lines]
    rows = tuple(
        tuple(Cell(page.number, row, column, words, page.witness, space) for column, words in enumerate(cells))
        for row, cells in enumerate(cells for cells in lines if cells)
    )
    return Sheet(page.number, page.width, page.height, page.witness, rows)


def _usual_space(page: Page) -> float:
    """The gap between words of the page, as a share of their height."""
    gaps = [_gap(one, other) for line in page.lines for one, other in pairwise(line.words)]
    usual = [gap for gap in gaps if 0 < gap < _WIDEST]
    return median(usual) if usual else 0.3


def _is_headline(line: Line, page: Page) -> bool:
    """Whether a line is in the head of a till's slip and holds no figures: its words belong together, however far."""
    narrow = page.width < _NARROW * page.height
    return narrow and line.box.bottom < _HEAD * page.height and not any(char.isdigit() for char in line.text)


def _gap(one: Word, other: Word) -> float:
    return (other.box.x0 - one.box.x1) / max(1.0, min(one.box.height, other.box.height))


def _cells_of(line: Line, wide: float, between: float) -> Iterator[tuple[Word, ...]]:
    """The words of a line, parted at wide gaps; those `between` the words of two readers need not be so wide."""
    run: list[Word] = []
    for word in _parted(_once(line.words)):
        if run and _gap(run[-1], word) > (wide if word.witness is run[-1].witness else min(wide, between)):
            yield tuple(run)
            run = []
        run.append(word)
    if run:
        yield tuple(run)


def _once(words: Sequence[Word]) -> Sequence[Word]:
    """The words without those that another witness read at the same place as well."""
    if len({word.witness for word in words}) < 2:
        return words
    return [
        word
        for at, word in enumerate(words)
        if not any(
            other.text == word.text and other.witness is not word.witness and _same_place(other, word)
            for other in words[max(0, at - 2) : at]
        )
    ]


def _same_place(one: Word, other: Word) -> bool:
    return one.box.x_overlap(other.box) > 0.6 * min(one.box.width, other.box.width)


def _parted(words: Iterable[Word]) -> Iterator[Word]:
    """Words without leader dots, parted where a label's colon is glued to its value."""
    for word in words:
        if _LEADERS.fullmatch(word.text) or not word.text.strip():
            continue
        bare = _without_leader(word)
        cut = _place_to_part(bare.text)
        if cut:
            yield from (slice_word(bare, 0, cut), slice_word(bare, cut, len(bare.text)))
        else:
            yield bare


def _without_leader(word: Word) -> Word:
    """The word without dots that led the eye to it: `.Aug`."""
    led = _LED.match(word.text)
    return slice_word(word, led.end(), len(word.text)) if led else word


def _place_to_part(text: str) -> int:
    """Where a label and its value, a date and a time, or a number and `vom`, were glued; 0 when nothing was."""
    if len(text) > _LONGEST_GLUED:
        return 0
    if of := _GLUED_OF.fullmatch(text):
        return of.end("number")
    if figures := _GLUED_FIGURES.fullmatch(text):
        return figures.end("label") if figures["label"] else figures.end("day")
    glued = _GLUED_AT_COLON.fullmatch(text)
    return glued.end("label") if glued else 0


def slice_word(word: Word, start: int, end: int) -> Word:
    """Some of a word's characters, its box divided evenly.

    >>> slice_word(Word("No:7", Box(0, 0, 40, 10)), 3, 4).box
    Box(x0=30.0, top=0, x1=40.0, bottom=10)
    """
    step = word.box.width / max(1, len(word.text))
    box = Box(word.box.x0 + step * start, word.box.top, word.box.x0 + step * end, word.box.bottom)
    return Word(word.text[start:end], box, word.confidence, witness=word.witness)
