"""Whether a paper says in a sentence that it is no invoice, as pro-forma invoices do in small print."""

from collections.abc import Iterable
from functools import cache

from extractors.fields.phrases import fold, load_table_words
from extractors.fields.survey import Survey


def denies_invoice(survey: Survey) -> bool:
    """Whether a line of the first two pages holds such a sentence."""
    rows = (row for sheet in survey.sheets[:2] for row in sheet.rows)
    lines = (_spaced(word.text for cell in row for word in cell.words) for row in rows)
    return any(sentence in line for line in lines for sentence in _sentences())


@cache
def _sentences() -> tuple[str, ...]:
    return tuple(sorted(_spaced(phrase.split()) for phrase in load_table_words("disclaimers")))


def _spaced(words: Iterable[str]) -> str:
    """Folded words with a space around each: no word of a sentence may be the end of another.

    >>> _spaced(["Zbirni", "račun"])
    ' zbirni racun '
    """
    return f" {' '.join(fold(word) for word in words)} "
