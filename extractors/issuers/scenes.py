"""What surrounds a value: the words beside and over it, its place on the page, its shape.

A scene is looked at when a lesson is learned, and again for every value that may be the same in another document.
"""

import re
from collections.abc import Callable
from itertools import groupby

from extractors.fields.layout import Cell, Sheet
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from models.geometry import Box
from models.lessons import Spot
from models.page import Word
from models.terms import DataType, Term

_LONGEST = 28  # letters that are kept of what stands beside a value
_NEAR_ABOVE = 6  # rows in which the words over a value are looked for
_SHORTEST_WORD = 4
_LETTERS_A_FIGURE = 3
_FIGURE = re.compile(r"[0-9]")
_LETTER = re.compile(r"[^\W\d_]")

Letters = Callable[[list[Word]], str]


def scene_of(term: Term, cell: Cell, survey: Survey) -> Spot:
    """How a value of a term stands in its document."""
    sheet = survey.sheets[cell.page]
    box, last = cell.box, cell.page == len(survey.sheets) - 1
    edges = box.x0 / sheet.width, box.x1 / sheet.width, box.top / sheet.height
    page = -1 if last and cell.page else cell.page
    letters = _letters if term.data_type is DataType.AMOUNT else _label_letters
    around = left_of(cell, sheet, letters), above(cell, sheet, letters)
    return Spot(term, page, *edges, *around, shape_of(cell.text), len(cell.words))


def left_of(value: Cell, sheet: Sheet, letters: Letters) -> str:
    """The letters before a value on its row: those of its own cell, else of the cells before."""
    row = sheet.rows[value.row]
    own = [word for cell in row if cell.column == value.column for word in cell.words]
    text = letters([word for word in own if word.box.x1 <= value.box.x0 + 0.5])
    for cell in reversed(row[: value.column]):
        if text:
            break
        text = letters(list(cell.words))
    return text[-_LONGEST:]


def above(value: Cell, sheet: Sheet, letters: Letters) -> str:
    """The letters of the nearest cell over a value that has any; of a head over several values its own words."""
    beside = [cell for cell in sheet.rows[value.row] if cell.column != value.column]
    for row in reversed(sheet.rows[max(0, value.row - _NEAR_ABOVE) : value.row]):
        for cell in row:
            if not _is_over(cell.box, value.box):
                continue
            shared = any(_is_over(cell.box, other.box) for other in beside)
            words = [word for word in cell.words if not shared or word.box.x_overlap(value.box) > 0]
            if text := letters(words):
                return text[:_LONGEST]
    return ""


def _is_over(box: Box, value: Box) -> bool:
    return box.x_overlap(value) > 0.3 * min(box.width, value.width)


def shape_of(text: str) -> str:
    """How a text is written: figures as 9, letters as A.

    >>> shape_of("RE-2024/017")
    'AA-9999/999'
    """
    return _FIGURE.sub("9", _LETTER.sub("A", text.strip()))


def loose(shape: str) -> str:
    """The same without saying how many figures and letters.

    >>> loose("AA-9999/999")
    'A-9/9'
    """
    return "".join(char for char, _ in groupby(shape))


def layout_words(survey: Survey) -> tuple[tuple[str, float], ...]:
    """The words without figures of the first page, each once, with the left edge as a share of the width."""
    found: dict[str, float] = {}
    for sheet in survey.sheets[:1]:
        for cell in sheet.cells:
            for word in cell.words:
                text = fold(word.text)
                if len(text) >= _SHORTEST_WORD and text.isalpha():
                    found.setdefault(text, word.box.x0 / sheet.width)
    return tuple(sorted(found.items()))


def _letters(words: list[Word]) -> str:
    return "".join(char for word in words for char in fold(word.text) if char.isalpha())


def _label_letters(words: list[Word]) -> str:
    """The letters of words: those of a number beside a value, as in `RE-17`, are none of its label."""
    return _letters([word for word in words if not _is_number(word.text)])


def _is_number(text: str) -> bool:
    """Whether it has a figure for every few letters; in a word one letter or another may be misread as a figure."""
    return len(_LETTER.findall(text)) <= _LETTERS_A_FIGURE * len(_FIGURE.findall(text))
