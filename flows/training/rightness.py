"""Whether a value is the one that a row of a manifest says: right, wrong, or nobody knows.

As strict as whoever scores: amounts to the cent, dates by the day, identifiers by letters and figures, names without
their legal forms and with a letter or two misread.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from rapidfuzz.distance import Indel

from extractors.fields.legal_forms import legal_forms
from extractors.fields.phrases import fold
from models.evidence import Value
from models.terms import DataType, Term

_ALIKE = 0.9
_SHORTEST = 5
_OPEN = frozenset({Term.SELLER_ADDRESS})
"""Written in too many ways to be compared."""


def is_right(term: Term, value: Value, row: Mapping[str, Any]) -> bool | None:
    """Whether the value is the truth or one of its alternatives; None where the row does not know."""
    if term in _OPEN:
        return None
    truth = row["truth"]
    if term.key not in truth:
        return False if term.key in row.get("absent", ()) else None
    known = [truth[term.key], *(row.get("truth_alt") or {}).get(term.key, ())]
    unsigned = truth.get("document_type") == "credit_note"
    return any(_same(term, value, str(true), unsigned=unsigned) for true in known)


def _same(term: Term, value: Value, true: str, *, unsigned: bool) -> bool:
    if isinstance(value, Decimal):
        return _same_amount(value, true, unsigned=unsigned)
    if isinstance(value, date):
        return value.isoformat() == true[:10]
    if term.data_type is DataType.NAME:
        return same_name(value, true)
    return bool(fold(value)) and fold(value) == fold(true)


def _same_amount(value: Decimal, true: str, *, unsigned: bool) -> bool:
    try:
        other = Decimal(true)
    except InvalidOperation:
        return False
    one, other = (abs(value), abs(other)) if unsigned else (value, other)
    return round(one, 2) == round(other, 2)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, their legal forms left out.

    >>> same_name("Kovinarstvo Breg d.o.o.", "KOVINARSTVO BREG"), same_name("Breg d.o.o.", "Brdo d.o.o.")
    (True, False)
    """
    first, second = _bare(one), _bare(other)
    if not first or not second:
        return False
    if first == second:
        return True
    some, others = _words(one), _words(other)
    common = sum(min(some.count(word), others.count(word)) for word in set(some))
    if common and 2 * common / (len(some) + len(others)) >= 0.8:
        return True
    return min(len(first), len(second)) >= _SHORTEST and Indel.normalized_similarity(first, second) >= _ALIKE


def _bare(name: str) -> str:
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    for text in (legal_forms().sub(" ", name), name):
        words = [fold(word) for word in re.split(r"[^\w]+", text)]
        if any(words):
            return [word for word in words if word]
    return []
