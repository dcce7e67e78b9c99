"""Marks by which an issuer is found again: its numbers, its name, and the words of its layout.

A lesson has a few marks, a document very many: every run of words that might be a number or a name. Marks are plain
texts here; whoever stores them keeps digests. A mark that is met is only a hint, which `knowing` judges.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from extractors.issuers.scenes import layout_words
from extractors.qr.candidates import find_code_candidates
from models.lessons import LEGAL_TERMS, Lesson
from models.page import Word
from models.terms import Term

_MOST_WORDS = 7
_CODED = (*LEGAL_TERMS, Term.IBAN, Term.SELLER_NAME)
_FEWEST_FIGURES, _SHORTEST_NAME = 5, 5
_LONGEST = 48
_PREFIX = 2  # letters of a country before a VAT number
_BANDS, _ROWS = 10, 2
_FEWEST_WORDS = 8


def marks_of(lesson: Lesson) -> frozenset[str]:
    """What the issuer of a lesson is found by."""
    numbers = [fold(text) for term, text in lesson.known_by.items() if term in {*LEGAL_TERMS, Term.IBAN}]
    numbers += [number[_PREFIX:] for number in numbers if number[:_PREFIX].isalpha()]
    name = fold(lesson.own.get(Term.SELLER_NAME, ""))
    names = [f"name:{name}"] if len(name) >= _SHORTEST_NAME else []
    found = [f"number:{number}" for number in numbers if _is_number(number)]
    return frozenset([*found, *names, *_layout(text for text, _ in lesson.words)])


def marks_in(survey: Survey) -> frozenset[str]:
    """What the words of a document, and its layout, may say of its issuer."""
    rows = [[word for cell in row for word in cell.words] for sheet in survey.sheets for row in sheet.rows]
    runs = {mark for row in rows for mark in _runs(row)}
    coded = [str(found.value) for found in find_code_candidates(survey.transcript.codes) if found.term in _CODED]
    runs |= {mark for text in coded for mark in _marks(fold(text))}
    return frozenset([*runs, *_layout(text for text, _ in layout_words(survey))])


def _runs(row: Sequence[Word]) -> Iterator[str]:
    folded = [fold(word.text) for word in row]
    for start, first in enumerate(folded):
        text = ""
        for part in folded[start : start + _MOST_WORDS] if first else ():
            text += part
            if len(text) > _LONGEST:
                break
            yield from _marks(text)


def _marks(text: str) -> Iterator[str]:
    if _is_number(text):
        yield f"number:{text}"
    if len(text) >= _SHORTEST_NAME and any(char.isalpha() for char in text):
        yield f"name:{text}"


def _is_number(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= _FEWEST_FIGURES


def _layout(words: Iterable[str]) -> Iterator[str]:
    """Bands of a min-hash: two layouts share one of them with near certainty when most of their words are the same."""
    texts = sorted(set(words))
    if len(texts) < _FEWEST_WORDS:
        return
    for band in range(_BANDS):
        least = [min(_hash(f"{band}.{row}", text) for text in texts) for row in range(_ROWS)]
        yield f"layout:{band}:{''.join(value.hex() for value in least)}"


def _hash(salt: str, text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8, salt=salt.encode()).digest()
