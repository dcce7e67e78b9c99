"""What a number of a document looks like: figures, letters and marks in it, and the words around it.

The shape adds to the odds that labels give; it never finds a number alone.
"""

import re

from extractors.fields.bare_labels import is_whole
from extractors.fields.layout import Cell
from extractors.fields.survey import Survey

FEW_FIGURES = -0.8
ONE_FIGURE = -1.0
MIXED = 0.3
LIKE_YEAR = -1.0
LIKE_MONEY = -1.5
IN_BRACKETS = -2.5
BEGINS_WORDS = -1.0
AMID_WORDS = -1.2
_FEW_WORDS = 2
SERIES = 0.4
WHOLE = 0.6
AFTER_NUMBER_WORD = 1.3
NEAR_TOP = 0.3

FAMILIES = ("numbers", "titles", "identifiers", "dates", "totals", "parties")
NUMBER_WORD = re.compile(r"(?:n[°ºo]|nr|no|num|nbr|št|st|č|c|br|nro|#|№)[.:]*", re.IGNORECASE)
PREFIX = re.compile(r"[A-Z]{1,5}[-/.]?|[A-Z]{1,3}\d{0,3}[-/]")
_MONEY = re.compile(r"[€$£]?\d{1,3}(?:[.,' ]\d{3})*[.,]\d{2}")
EDGE = " #№:;,.()[]|*'\""


def shape_odds(text: str, survey: Survey, token: Cell) -> float:
    bare = text.strip(EDGE)
    digits = sum(char.isdigit() for char in bare)
    odds = ONE_FIGURE if digits == 1 else FEW_FIGURES if digits == 2 else 0.0
    odds += MIXED if any(char.isalpha() for char in bare) or any(char in "-/" for char in bare) else 0.0
    odds += LIKE_YEAR if re.fullmatch(r"(?:19|20)\d\d", bare) else 0.0
    odds += LIKE_MONEY if _MONEY.fullmatch(bare) else 0.0
    odds += BEGINS_WORDS if _begins_words(token, survey) else 0.0
    odds += AMID_WORDS if _is_amid_words(token, survey) else 0.0
    odds += WHOLE if is_whole(token, survey) else 0.0
    odds += SERIES if len(token.words) > 1 and PREFIX.fullmatch(token.words[0].text) else 0.0
    odds += IN_BRACKETS if text[:1] == "(" and ")" in text else 0.0
    odds += AFTER_NUMBER_WORD if NUMBER_WORD.fullmatch(_word_before(token, survey)) else 0.0
    sheet = survey.sheets[token.page]
    return odds + (NEAR_TOP if token.page == 0 and token.box.y_mid < 0.5 * sheet.height else 0.0)


def tells_alone(text: str) -> bool:
    """Whether a number may be told by a mere `No.`: it has several figures, and is no price.

    >>> tells_alone("26-08781"), tells_alone("1"), tells_alone("28.24")
    (True, False, False)
    """
    bare = text.strip(EDGE)
    return sum(char.isdigit() for char in bare) > 1 and not _MONEY.fullmatch(bare)


def _begins_words(token: Cell, survey: Survey) -> bool:
    """Whether words that are no label follow in the cell, as in the address `3 Gum Road`."""
    row = survey.sheets[token.page].rows[token.row]
    cell = next((c for c in row if c.column == token.column), token)
    after = [at for at, word in enumerate(cell.words) if word.box.x0 >= token.box.x1]
    return bool(after) and cell.words[after[0]].text.isalpha() and not is_label(cell, after[0], survey)


def _is_amid_words(token: Cell, survey: Survey) -> bool:
    """Whether it stands among words of which none is a label, as a house's number or a postcode in an address."""
    row = survey.sheets[token.page].rows[token.row]
    cell = next((c for c in row if c.column == token.column), token)
    others = [at for at, word in enumerate(cell.words) if word not in token.words and _is_spoken(word.text)]
    return len(others) >= _FEW_WORDS and not any(is_label(cell, at, survey) for at in others)


def _is_spoken(text: str) -> bool:
    """Whether it is a word of letters.

    >>> _is_spoken("Pereira,"), _is_spoken("S/N,"), _is_spoken("INV")
    (True, False, False)
    """
    bare = text.strip(EDGE)
    return len(bare) >= 4 and bare.isalpha()


def _word_before(token: Cell, survey: Survey) -> str:
    """The word before the token on its row; the token itself when a number word was glued to it."""
    row = survey.sheets[token.page].rows[token.row]
    before = [word for cell in row for word in cell.words if word.box.x1 <= token.box.x0 + 0.1]
    return before[-1].text if before else ""


def is_label(cell: Cell, at: int, survey: Survey) -> bool:
    word = cell.words[at]
    return any(
        word in label.cell.words[label.start : label.end]
        for label in survey.labels_on(cell.page, *FAMILIES)
        if label.cell.row == cell.row
    )
