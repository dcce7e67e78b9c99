"""The cells of one line of a table: numbers, and phrases of words that stand close together.

A number keeps every reading that its text allows (`1.000` is one or a thousand): arithmetic decides later. Groups of
digits that stand a space apart are one number, as are those that recognition cut behind a mark; a sign of a
currency beside a number belongs to it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from models.amounts import amount_readings
from models.geometry import Box, bounding_box
from models.money import CURRENCY_CODES, CURRENCY_SIGNS
from models.page import Line, Word

_SPACE = 0.7  # of the height: between groups of digits
PHRASE = 1.1  # of the height: the widest gap within a phrase
_CURRENCY_GAP = 2.5
_GROUP = re.compile(r"[0-9]{3}(?:[.,][0-9]{1,4}-?)?")
_LEAD = re.compile(r"[^\w\s.,]?[-−+]?[0-9]{1,3}")
_CUT = re.compile(r"[0-9]{1,3}[.,]")
_BEHIND_CUT = re.compile(r"[0-9]{2}|[0-9]{3}[.,][0-9]{2}")
_SPECK = re.compile(r"^[.,'](?=[0-9]{1,3}[.,][0-9]{2}$)")
_ORDINAL = re.compile(r"[0-9]{1,3}\.")
_GLUED = re.compile(r"([-−]?[0-9][0-9.,']*)([^\W\d_]{1,7}\.?|m[²³23]|%)")
_DATE = re.compile(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}\.?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with its readings, the likeliest first, or a phrase without any. `unit` was glued to the number."""

    text: str
    box: Box
    words: tuple[Word, ...]
    readings: tuple[Decimal, ...] = ()
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return bool(self.readings)

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"

    @property
    def is_ordinal(self) -> bool:
        """Whether it is written as the numbers of pages and paragraphs are in many languages: `2.`."""
        return bool(_ORDINAL.fullmatch(self.text))

    @property
    def is_counted(self) -> bool:
        """Whether a unit is glued to the number, as in `5kg`."""
        return bool(self.unit) and not self.is_rate


@lru_cache(maxsize=5000)
def split_cells(line: Line) -> tuple[Cell, ...]:
    """The cells of a line, left to right: each number alone, words in phrases."""
    cells: list[Cell] = []
    for group in _number_groups(line.words):
        cell = number_cell(group)
        if cell is None and _is_currency_of(group[0], cells):
            continue
        cells.append(cell or Cell(group[0].text, group[0].box, group))
    return _without_leading_currency(cells)


def join_phrases(cells: Sequence[Cell], *, gap: float = PHRASE) -> tuple[Cell, ...]:
    """The cells with neighbours without readings joined where they stand closer than `gap` heights."""
    joined: list[Cell] = []
    for cell in cells:
        last = joined[-1] if joined else None
        if last and not (last.is_number or cell.is_number) and _close(last.box, cell.box, gap):
            joined[-1] = join_cells((last, cell))
        else:
            joined.append(cell)
    return tuple(joined)


def join_cells(cells: Iterable[Cell]) -> Cell:
    """One cell of text from several, none of them empty."""
    parts = list(cells)
    words = tuple(word for part in parts for word in part.words)
    return Cell(" ".join(part.text for part in parts), bounding_box(part.box for part in parts), words)


def as_text(cell: Cell) -> Cell:
    """The cell as words, whatever number it may be."""
    return Cell(" ".join(word.text for word in cell.words), cell.box, cell.words)


def _close(one: Box, other: Box, gap: float) -> bool:
    return other.x0 - one.x1 <= gap * max(min(one.height, other.height), 1.0)


def _number_groups(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Words one by one, but groups of thousands and a percent sign with the number before them."""
    groups: list[tuple[Word, ...]] = []
    for word in words:
        if groups and (_continues(groups[-1], word) or _is_percent_of(groups[-1], word)):
            groups[-1] = (*groups[-1], word)
        else:
            groups.append((word,))
    return groups


def _continues(group: tuple[Word, ...], word: Word) -> bool:
    if _CUT.fullmatch(group[-1].text) and _BEHIND_CUT.fullmatch(word.text):
        return _close(group[-1].box, word.box, _SPACE)
    if not _GROUP.fullmatch(word.text) or not _close(group[-1].box, word.box, _SPACE):
        return False
    return bool(_LEAD.fullmatch(group[0].text)) and all(re.fullmatch(r"[0-9]{3}", last.text) for last in group[1:])


def _is_percent_of(group: tuple[Word, ...], word: Word) -> bool:
    return word.text.strip("()[],;:") == "%" and _close(group[-1].box, word.box, PHRASE)


def number_cell(group: tuple[Word, ...]) -> Cell | None:
    """The words as one number with its readings; None when they are none."""
    text = _SPECK.sub("", " ".join(word.text for word in group).strip(";:|*"))
    box = bounding_box(word.box for word in group)
    percent = text.strip("()[],;").endswith("%")
    bare = re.sub(r"[\s()\[\],;]*%[\s()\[\],;]*$", "", text).lstrip("([") if percent else text
    readings = () if _DATE.fullmatch(bare) else amount_readings(bare)
    if readings:
        return Cell(text, box, group, readings, "%" if percent else "")
    glued = _GLUED.fullmatch(text)
    readings = amount_readings(glued[1]) if glued else ()
    return Cell(text, box, group, readings, glued[2]) if glued and readings else None


def is_currency(text: str) -> bool:
    """Whether a text is written as a sign or a code of a currency; `km` and `kn` are units.

    >>> is_currency("EUR"), is_currency("€"), is_currency("km")
    (True, True, False)
    """
    return text in CURRENCY_SIGNS or (text.isupper() and text in CURRENCY_CODES)


def _is_currency_of(word: Word, cells: Sequence[Cell]) -> bool:
    """Whether a word is the currency of the number before it."""
    before = bool(cells) and cells[-1].is_number and _close(cells[-1].box, word.box, _CURRENCY_GAP)
    return before and is_currency(word.text.strip("()[]:"))


def _without_leading_currency(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    pairs = zip(cells, [*cells[1:], None], strict=True)
    return tuple(
        cell for cell, after in pairs if not (after and after.is_number and not cell.is_number and _leads(cell, after))
    )


def _leads(cell: Cell, number: Cell) -> bool:
    return (
        _close(cell.box, number.box, _CURRENCY_GAP) and len(cell.words) == 1 and is_currency(cell.text.strip("()[]:"))
    )
