"""Amounts, dates and rates on a page: every text that can be read as one, before anyone asks what it means.

Figures that a reader parted (`1 756.05`, `CHF 12.00`) are joined when they stand close. Each figure keeps the words it
was read from. Longest readings win; nothing overlaps.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from extractors.fields.layout import Cell, Sheet
from models.amounts import amount_readings, looks_like_amount, parse_rate
from models.dates import date_readings
from models.evidence import Witness
from models.geometry import Box
from models.money import currencies_of
from models.month_names import months_named
from models.page import Word

_MOST_AMOUNT_WORDS = 4
_MOST_DATE_WORDS = 6
_DATE_MARKS = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?'?\d{2,4}")
_AMOUNT_EDGE = " |:;*=/\\\"'„“”()[]{}"
_SENTENCE_END = re.compile(r"\.{2,}$")
"""A date that ends in a dot, at the end of a sentence: `27.07.2023..`"""
_DATE_EDGE = " |:;*=\"'„“”()[]{}"
_HAS_CENTS = re.compile(r"[.,]\s?\d{2}\D*$")
_GROUP_TAIL = re.compile(r"\d{3}(?:[.,]\d{2})?\D*")
_MISREAD = str.maketrans("OoQlI|S", "0001115")
_SHORTEST_MONTH = 3
_FEWEST_OF_DATE = 3
_CLOSE = 0.45
_CLOSE_TO_USUAL = 1.35
_MINUS = {"-", "−", "–"}

Figure = TypeVar("Figure")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed. `readings` likeliest first; `is_money` when written with cents or a currency."""

    cell: Cell
    readings: tuple[Decimal, ...]
    is_money: bool
    currency: str = ""

    @property
    def value(self) -> Decimal:
        return self.readings[0]

    @property
    def box(self) -> Box:
        return self.cell.box


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed, its readings likeliest first: two when day and month could be exchanged."""

    cell: Cell
    readings: tuple[date, ...]

    @property
    def box(self) -> Box:
        return self.cell.box


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage as printed."""

    cell: Cell
    value: Decimal

    @property
    def box(self) -> Box:
        return self.cell.box


def find_amounts(sheet: Sheet) -> tuple[Amount, ...]:
    """Every amount of the page; numbers without cents too, which `is_money` tells apart."""
    cells = [cell for cell in sheet.cells if _has_figures(cell, 1)]
    return tuple(amount for cell in cells for amount in _scan(cell, _amount_at, _MOST_AMOUNT_WORDS))


def find_days(sheet: Sheet) -> tuple[Day, ...]:
    """Every date of the page."""
    cells = [cell for cell in sheet.cells if _has_figures(cell, _FEWEST_OF_DATE)]
    return tuple(day for cell in cells for day in _scan(cell, _day_at, _MOST_DATE_WORDS))


def find_rates(sheet: Sheet) -> tuple[Rate, ...]:
    """Every percentage of the page that bears its sign."""
    return tuple(rate for cell in sheet.cells if "%" in cell.text for rate in _scan(cell, _rate_at, 2))


def _has_figures(cell: Cell, fewest: int) -> bool:
    return sum(map(str.isdigit, cell.text)) >= fewest


def _scan(cell: Cell, read: Callable[[Cell], Figure | None], most: int) -> Iterator[Figure]:
    at = 0
    while at < len(cell.words):
        for size in range(min(most, len(cell.words) - at), 0, -1):
            found = read(cell.part(at, at + size))
            if found is not None:
                yield found
                break
        else:
            size = 1
        at += size


def _amount_at(cell: Cell) -> Amount | None:
    text = cell.text.strip(_AMOUNT_EDGE)
    if not any(char.isdigit() for char in text) or not _belongs_together(cell):
        return None
    text = _mended(text) if cell.witness is Witness.OCR else text
    readings = amount_readings(text) or _bracketed(cell.text)
    if not readings or _is_fragment(cell, text):
        return None
    return Amount(cell, readings, looks_like_amount(text), _currency_in(cell.words))


def _bracketed(text: str) -> tuple[Decimal, ...]:
    """Negative amounts in parentheses keep them; all other brackets are edges."""
    return amount_readings(text.strip(" |:;*=")) if text.startswith("(") else ()


def _is_fragment(cell: Cell, text: str) -> bool:
    """Figures that continue into what is no amount: a date, a percentage, a number of a document."""
    return bool(_DATE_MARKS.search(text)) or (
        cell.words[-1].text.endswith(("%", "-", "/", ":")) and not _HAS_CENTS.search(text)
    )


def _belongs_together(cell: Cell) -> bool:
    """Whether the words are one figure: groups of digits stand close, signs of currencies may stand apart."""
    for one, other in pairwise(cell.words):
        if _is_currency(one.text) or _is_currency(other.text) or one.text in _MINUS:
            continue
        near = other.box.x0 - one.box.x1 <= max(_CLOSE, _CLOSE_TO_USUAL * cell.space) * one.box.height
        fits = _GROUP_TAIL.fullmatch(other.text) or one.text.endswith((".", ",")) or other.text[0] in ".,"
        if not (near and fits):
            return False
    return True


def _is_currency(text: str) -> bool:
    return bool(currencies_of(text.strip(":.()"))) or bool(currencies_of(text))


def _currency_in(words: Sequence[Word]) -> str:
    """The sign or code that stands with the figures; empty when there is none."""
    for word in words:
        for mark in re.findall(r"[^\W\d_]+\.?|[€$£¥₹₺₽₴₩₪฿₫₱₦]", word.text):
            if currencies_of(mark):
                return str(mark)
    return ""


def _mended(text: str) -> str:
    """Letters that OCR reads for digits put right, where digits with a decimal mark stand around them."""
    return re.sub(r"(?<![^\W\d_])[\dOoQlI|S]+[.,][\dOoQlI|S]{2}(?![\w])", lambda m: m[0].translate(_MISREAD), text)


def _day_at(cell: Cell) -> Day | None:
    text = _SENTENCE_END.sub(".", cell.text.strip(_DATE_EDGE))
    if len(text) > 45 or sum(char.isdigit() for char in text) < _FEWEST_OF_DATE or not _may_begin_date(text):
        return None
    if len(cell.words) > 1 and not (text[-1].isdigit() or text[-1] == "." or text[-1].isalpha()):
        return None
    readings = date_readings(text)
    return Day(cell, readings) if readings else None


def _may_begin_date(text: str) -> bool:
    first = re.split(r"[\W\d_]", text, maxsplit=1)[0]
    return text[0].isdigit() or (len(first) >= _SHORTEST_MONTH and bool(months_named(first)))


def _rate_at(cell: Cell) -> Rate | None:
    text = cell.text.strip(" |:;*()[]=@")
    if "%" not in text:
        return None
    value = parse_rate(text)
    return None if value is None else Rate(cell, value)
