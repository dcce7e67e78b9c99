"""The words that name columns and end tables, in twenty-five languages, matched fuzzily.

Texts are folded first: lower case, no accents, no punctuation; hyphens at a line's end join. A label matches exactly
or, from six letters on, within the spelling errors of OCR. The labels live in `columns.toml` and `ends.toml`.
"""

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

_FUZZY_LENGTH = 6
_FUZZY_SCORE = 88
_LONGEST_LABEL = 6  # words
_SUM_WORD = "sum_word"
_INCLUDED = {"incl", "inkl", "including", "inclusive", "inklusive", "inclus", "inclusa", "incluido", "ttc", "ivato"}
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
_BROKEN = re.compile(r"(?<=\w)(?:[\ufffe\u00ad\u0002]|-(?= [^\W\d_]))\s*")
_BROKEN_END = re.compile(r"\w[-\ufffe\u00ad\u0002]$")
_NOT_LABEL = re.compile(r"[^\w%]+|_")


class ColumnKind(StrEnum):
    """What the cells of a column are."""

    POSITION = "position"
    ITEM_NO = "item_no"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    UNIT = "unit"
    UNIT_PRICE = "unit_price"
    PRICE_BASE = "price_base"
    DISCOUNT = "discount"
    NET_AMOUNT = "net_amount"
    GROSS_AMOUNT = "gross_amount"
    TAX = "tax"
    VAT_RATE = "vat_rate"
    TAX_AMOUNT = "tax_amount"
    TAX_BASE = "tax_base"
    OTHER = "other"


class EndKind(StrEnum):
    """What a line below the rows of a table is."""

    TOTAL = "total"
    SUBTOTAL = "subtotal"
    CARRY = "carry"
    DISCOUNT = "discount"
    TAX = "tax"


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text as labels are compared: lower case, without accents and punctuation, broken words joined.

    >>> fold("Art.-Nr."), fold("Mengen- einheit"), fold("P.U. HT (€)"), fold("Množství")
    ('art nr', 'mengeneinheit', 'p u ht', 'mnozstvi')
    """
    plain = unicodedata.normalize("NFKD", _BROKEN.sub("", text).casefold().translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_LABEL.sub(" ", bare).strip()


@cache
def _labels(name: str, *, words: bool = False) -> dict[str, frozenset[str]]:
    """Folded label to its kinds; one word may name several kinds, in one language or in two."""
    found: dict[str, set[str]] = {}
    data = tomllib.loads(files("extractors.tables").joinpath(name).read_text(encoding="utf-8"))
    for kind, by_language in ((kind, labels) for kind, labels in data.items() if (kind == _SUM_WORD) == words):
        for label in (label for labels in by_language.values() for label in labels):
            found.setdefault(fold(label), set()).add(kind)
    return {label: frozenset(kinds) for label, kinds in found.items() if label}


@cache
def _vocabulary(name: str) -> frozenset[str]:
    return frozenset(word for label in _labels(name) for word in label.split())


@lru_cache(maxsize=20_000)
def column_kinds(text: str) -> frozenset[ColumnKind]:
    """The kinds of column that a header cell may name; empty when it is no label.

    >>> sorted(column_kinds("Einzelpreis")), sorted(column_kinds("Ljubljana"))
    ([<ColumnKind.UNIT_PRICE: 'unit_price'>], [])
    """
    kinds = _match(fold(text), "columns.toml")
    if not kinds and "/" in text:
        parts = [_match(fold(part), "columns.toml") for part in text.split("/")]
        kinds = frozenset().union(*parts) if all(parts) else kinds
    return frozenset(ColumnKind(kind) for kind in kinds)


def says_included(text: str) -> bool:
    """Whether a label says that something is included, as taxes are: `Amount incl. Sales Tax`."""
    return any(word in _INCLUDED for word in fold(text).split())


def is_vocabulary(text: str) -> bool:
    """Whether every part of a word occurs in labels of columns, to the letter."""
    words = fold(text).split()
    return bool(words) and all(word in _vocabulary("columns.toml") for word in words)


def is_header_word(text: str) -> bool:
    """Whether every part of a word occurs in labels of columns."""
    words = fold(text).split()
    return bool(words) and all(word in _vocabulary("columns.toml") or bool(column_kinds(word)) for word in words)


def is_exact(text: str) -> bool:
    """Whether a text is a label of a column to the letter."""
    return fold(text) in _labels("columns.toml")


def is_broken(text: str) -> bool:
    """Whether a word ends with a hyphen, to go on in the next line."""
    return bool(_BROKEN_END.search(text))


@lru_cache(maxsize=20_000)
def end_kind(text: str) -> tuple[EndKind, bool] | None:
    """What a line without its numbers announces, and whether it says nothing else; None when it announces nothing.

    >>> end_kind("Zwischensumme"), end_kind("Total HT :"), end_kind("Total Care Package for printers, 3 years")
    ((<EndKind.SUBTOTAL: 'subtotal'>, True), (<EndKind.TOTAL: 'total'>, True), None)
    """
    words = fold(text).split()
    for length in range(min(len(words), _LONGEST_LABEL), 0, -1):
        kinds = _match(" ".join(words[:length]), "ends.toml")
        rest = words[length:]
        if kinds and _says_little(rest):
            return _gravest(kinds), not rest
    return None


def mentions_sum(text: str) -> bool:
    """Whether a word of a text is one of sums or taxes: said of a line with nothing but an amount.

    >>> mentions_sum("Eat-In Total (incl GST)"), mentions_sum("Hammer")
    (True, False)
    """
    return any(word in _labels("ends.toml", words=True) for word in fold(text).split())


def _says_little(words: list[str]) -> bool:
    """Whether the words after an ending's label may belong to it: a currency, `of`, another label."""
    strange = [word for word in words if len(word) > 3 and word not in _vocabulary("ends.toml")]
    return len(strange) <= 1 and len(words) <= 6


def _gravest(kinds: frozenset[str]) -> EndKind:
    order = (EndKind.SUBTOTAL, EndKind.CARRY, EndKind.DISCOUNT, EndKind.TOTAL, EndKind.TAX)
    return next(kind for kind in order if kind.value in kinds)


def _match(folded: str, name: str) -> frozenset[str]:
    labels = _labels(name)
    exact = labels.get(folded) or labels.get(folded.replace(" ", "")) or labels.get(folded.replace("%", "% ").strip())
    if exact or len(folded) < _FUZZY_LENGTH:
        return exact or frozenset()
    found = process.extractOne(folded, labels.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE)
    near = found is not None and abs(len(found[0]) - len(folded)) <= len(folded) // 10
    return labels[found[0]] if found is not None and near else frozenset()
