"""Numbers of documents that look like dates: `Faktura nr 26/10/2025` is the 26th invoice of October.

Polish, Czech and other issuers number by month and year. Such a number stands right behind a label that says "number";
with strokes between its parts it is one where the day of the document stands elsewhere, without any it always is.
"""

import re
from functools import cache

from extractors.fields.figures import Day
from extractors.fields.labels import Label
from extractors.fields.phrases import fold, load_table_words
from extractors.fields.survey import Survey

_EDGE = " :;,."
_COMPACT = re.compile(r"\d{8}")
_STROKES = re.compile(r"\d{1,4}/\d{1,2}/\d{2,4}")


def is_dated_number(day: Day, survey: Survey) -> bool:
    """Whether what reads as a date is the number of the document, here or where it is written once more."""
    text = day.cell.text.strip(_EDGE)
    if len(day.cell.words) > 1 or not (_COMPACT.fullmatch(text) or _STROKES.fullmatch(text)):
        return False
    if _STROKES.fullmatch(text) and all(set(other.readings) & set(day.readings) for other in survey.days):
        return False
    same = [other for other in survey.days if other.cell.text.strip(_EDGE) == text]
    return any(_is_labelled(other, survey) for other in same)


def _is_labelled(day: Day, survey: Survey) -> bool:
    labels = survey.labels_on(day.cell.page, "numbers")
    return any("invoice_number" in o.meanings and _says_number(o) and _is_before(o, day, survey) for o in labels)


def _says_number(label: Label) -> bool:
    """Whether a word for "number" is part of the label, or of its last word: `Numer faktury`, `Fakturanr`."""
    words = [fold(word.text) for word in label.cell.words[label.start : label.end]]
    glued = tuple(word for word in _number_words() if len(word) > 1)
    return not _number_words().isdisjoint(words) or words[-1].endswith(glued)


def _is_before(label: Label, day: Day, survey: Survey) -> bool:
    """Whether nothing but marks stands between a label and a date on its right."""
    if label.cell.row != day.cell.row or label.box.x1 > day.box.x0:
        return False
    row = [word for cell in survey.sheets[day.cell.page].rows[day.cell.row] for word in cell.words]
    between = [word for word in row if label.box.x1 - 0.5 <= word.box.x0 and word.box.x1 <= day.box.x0 + 0.5]
    return not any(char.isalnum() for word in between for char in word.text)


@cache
def _number_words() -> frozenset[str]:
    return frozenset(fold(word) for word in load_table_words("number_words"))
