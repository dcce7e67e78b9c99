"""Labels of a document's own number that are no phrase: a bare `No.`, `#` or `Número`, and a label behind its value.

They count only near the top of the first page and less than any phrase of the lexicon.
"""

import re
from functools import cache

from extractors.fields.labels import Label
from extractors.fields.layout import Cell
from extractors.fields.phrases import fold, load_table_words
from extractors.fields.survey import Survey

BARE = 2.0
BEHIND_VALUE = 1.8
IN_GRID = 1.9
_FARTHEST_ABOVE = 2.5
_HEAD = 0.45
_HEADS = ("dates", "numbers")
_LABELS = ("numbers", "titles", "identifiers", "dates", "totals", "parties")
_MARKS = {":", "#", "-", "–", "№"}
_MOST_WORDS = 4
_LONGEST = 24
_PART = re.compile(r"[A-Z0-9][A-Z0-9/.-]*", re.IGNORECASE)


def bare_label_strength(token: Cell, survey: Survey) -> float:
    """How strongly a bare word for "number", or a label at the end of the row, explains a token; 0 when none does."""
    sheet = survey.sheets[token.page]
    if token.page or token.box.y_mid > _HEAD * sheet.height:
        return 0.0
    cell = sheet.rows[token.row][token.column]
    if _ends(token, cell) and _is_number_word(_before(token, survey)) and not _ends_label(token, survey):
        return BARE
    if cell.words == token.words and _heads_column(token, survey):
        return IN_GRID
    return BEHIND_VALUE if _label_behind(token, survey) else 0.0


def _ends(token: Cell, cell: Cell) -> bool:
    """Whether a token ends its cell, but for a date or a word such as `vom` before one."""
    after = [word.text for word in cell.words if word.box.x0 >= token.box.x1]
    return not after or (len(after) <= 2 and bool(re.fullmatch(r"[\d./-]{6,10}", after[-1])))


def _ends_label(token: Cell, survey: Survey) -> bool:
    """Whether the word for "number" before a token is the end of a label on the line above: `Contract / No. 98-897`."""
    here = (
        o for o in survey.labels_on(token.page, "numbers") if (o.cell.row, o.cell.column) == (token.row, token.column)
    )
    return any(len(o.phrase.text) > len(fold(" ".join(w.text for w in o.cell.words[o.start : o.end]))) for o in here)


def _heads_column(token: Cell, survey: Survey) -> bool:
    """Whether a bare word for "number" stands over the token, in a row of heads that holds labels, or alone."""
    rows = survey.sheets[token.page].rows
    for row in reversed(rows[max(0, token.row - 2) : token.row]):
        over = [cell for cell in row if cell.box.x_overlap(token.box) > 0 or abs(cell.box.x0 - token.box.x0) < 2]
        if over:
            near = token.box.top - over[0].box.bottom <= _FARTHEST_ABOVE * token.box.height
            heads = {o.cell.column for o in survey.labels_on(token.page, *_HEADS) if o.cell.row == over[0].row}
            alone = len(row) == 1 and token.row == over[0].row + 1 and abs(over[0].box.x0 - token.box.x0) < 2
            is_head = alone or bool(heads - {over[0].column})
            return near and is_head and _is_number_word(over[0].text.strip(" :"))
    return False


def is_whole(token: Cell, survey: Survey) -> bool:
    """Whether several words with figures make one number: all that follows a label, or all of a cell."""
    if len(token.words) < 2:
        return False
    cell = survey.sheets[token.page].rows[token.row][token.column]
    before = [word for word in cell.words if word.box.x1 <= token.box.x0 + 0.1]
    labels = {
        word for o in survey.labels_on(token.page, *_LABELS) if o.cell == cell for word in cell.words[o.start : o.end]
    }
    named = (
        not before or before[-1] in labels or _is_number_word(before[-1].text.strip(" :.")) or before[-1].text in _MARKS
    )
    return named and token.words[-1] == cell.words[-1]


def spaced_number(cell: Cell, at: int) -> int:
    """The end of a number of several words that begins at `at` and ends its cell; `at` when there is none."""
    words = cell.words[at:]
    parts = all(_PART.fullmatch(word.text) and any(c.isdigit() for c in word.text) for word in words)
    begins = at == 0 or not any(char.isdigit() for char in cell.words[at - 1].text)
    return at + len(words) if parts and begins and 2 <= len(words) <= _MOST_WORDS else at


def _before(token: Cell, survey: Survey) -> str:
    """What stands before a token in its cell, or in the cell to its left when the token begins its own."""
    row = survey.sheets[token.page].rows[token.row]
    inside = [word.text for word in row[token.column].words if word.box.x1 <= token.box.x0 + 0.5]
    text = " ".join(inside).strip(" :")
    return text or (row[token.column - 1].text.strip(" :") if token.column else "")


def _is_number_word(text: str) -> bool:
    """Whether a text is a word for "number", or the same in two languages: `Numero / No.`."""
    return len(text) < _LONGEST and all(_is_one_number_word(part.strip()) for part in text.split("/"))


def _is_one_number_word(text: str) -> bool:
    return bool(text) and text != "NO" and (text == "#" or fold(text) in _number_words())


@cache
def _number_words() -> frozenset[str]:
    words = load_table_words("number_words")
    return frozenset(fold(word) for word in words if word not in {"id", "nos", "c", "ev"})


def _label_behind(token: Cell, survey: Survey) -> Label | None:
    """The label that ends the row right of a value which is all of its cell."""
    row = survey.sheets[token.page].rows[token.row]
    if row[token.column].words != token.words or token.column != len(row) - 2:
        return None
    return next(
        (
            label
            for label in survey.labels_on(token.page, "numbers")
            if label.cell == row[-1] and label.leads and not label.rest and not label.has_colon
            if "invoice_number" in label.meanings
        ),
        None,
    )
