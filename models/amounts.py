"""Amounts and rates as people print them: text to `Decimal`, or None.

The decimal mark is decided per amount by evidence, never per supplier: the last of two different marks is the decimal
one, marks that repeat group digits, a mark not followed by three digits is decimal. Where the evidence leaves two
readings (`1.234`), `amount_readings` gives both and arithmetic elsewhere decides.

Spaces and apostrophes group; signs and codes of currencies stand before or after; a minus stands before, after, as
parentheses or as `CR`.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from models.money import currencies_of

_LONGEST_TEXT = 48
_MOST_DIGITS = 18

_SAME = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("'’‘´`ʼ′", "'") | dict.fromkeys("\u2009\u202f\u2007\t", " ")
)
_NO_CENTS = re.compile(r"(?<=[0-9])\s?[.,]\s?(?:-{1,2}|=)$")
_CREDIT = re.compile(r"\s*\bCR\.?$", re.IGNORECASE)
_DEBIT = re.compile(r"\s*\bDR\.?$", re.IGNORECASE)
_EDGES = re.compile(
    r"(?P<before>[^0-9+\-(]*?)(?P<core>[(+\-\s]*(?:(?<![^\W\d_])[.,])?[0-9](?:.*[0-9])?[.,]?[)+\-\s]*)(?P<after>[^0-9]*)"
)
_NUMBER = re.compile(r"[0-9]+(?:[ ',.][0-9]+)*")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([ ',.])[0-9]{3})(?:\1[0-9]{3})*")
_LAST_MARK = re.compile(r"[.,](?=[0-9])")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_SHORT_TAIL = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})+\1[0-9]{2}")
_LETTERS_OR_SIGNS = re.compile(r"[^\W\d_]+\.?|[^\w\s]")
_RATE = re.compile(r"%?\s?([0-9]{1,3})(?:\s?[.,]\s?([0-9]{1,4}))?\s?%?")


@dataclass(frozen=True, slots=True)
class _Parts:
    """An amount's text taken apart: the bare number, whether it is negative, and the currency's sign or code."""

    number: str
    negative: bool
    currency: str
    no_cents: bool


def parse_amount(text: str, *, decimal_mark: str | None = None) -> Decimal | None:
    """The likeliest reading of a whole text as an amount; None when it is none.

    `decimal_mark` is the one of whoever typed it: it settles what `1.234` means, and nothing that is plain.

    >>> parse_amount("1.234,5"), parse_amount("$1,234.50 CR"), parse_amount("12,-"), parse_amount("Total")
    (Decimal('1234.5'), Decimal('-1234.50'), Decimal('12'), None)
    >>> parse_amount("1.234"), parse_amount("1.234", decimal_mark="."), parse_amount("1.234", decimal_mark=",")
    (Decimal('1234'), Decimal('1.234'), Decimal('1234'))
    """
    readings = amount_readings(text)
    if not readings:
        return None
    return readings[-1] if _LAST_MARK.findall(text)[-1:] == [decimal_mark] else readings[0]


def amount_readings(text: str) -> tuple[Decimal, ...]:
    """Every reading of a whole text as an amount, the likeliest first; empty when there is none.

    >>> amount_readings("1.234"), amount_readings("1,23,456.00")
    ((Decimal('1234'), Decimal('1.234')), (Decimal('123456.00'),))
    """
    parts = _take_apart(text)
    if parts is None:
        return ()
    return tuple(-Decimal(plain) if parts.negative else Decimal(plain) for plain in _plain_readings(parts.number))


def looks_like_amount(text: str) -> bool:
    """Whether a text is written as money is: with cents, with `,-`, or with a currency.

    >>> [looks_like_amount(text) for text in ("12,50", "EUR 12", "12", "2024", "3.5")]
    [True, True, False, False, False]
    """
    parts = _take_apart(text)
    if parts is None or not _plain_readings(parts.number):
        return False
    return bool(parts.currency) or parts.no_cents or bool(re.search(r"[.,][0-9]{2}$", parts.number))


def parse_rate(text: str) -> Decimal | None:
    """A percentage from 0 to 100, with or without its sign; the mark is always a decimal one.

    >>> parse_rate("9,50 %"), parse_rate("8.875%"), parse_rate("120 %")
    (Decimal('9.5'), Decimal('8.875'), None)
    """
    found = _RATE.fullmatch(unicodedata.normalize("NFKC", text).translate(_SAME).strip())
    if found is None:
        return None
    whole, fraction = int(found[1]), (found[2] or "").rstrip("0")
    rate = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return rate if rate <= 100 else None


def _take_apart(text: str) -> _Parts | None:
    """Signs and currency off the number; None when something else is left over."""
    if len(text) > _LONGEST_TEXT:
        return None
    text = unicodedata.normalize("NFKC", text).translate(_SAME).strip("* \n")
    bare, outer = _without_outer_sign(_DEBIT.sub("", _CREDIT.sub("", text)))
    found = _EDGES.fullmatch(bare)
    if found is None:
        return None
    before, after = found["before"].strip(), found["after"].strip()
    core, cents = _without_empty_cents(found["core"].strip())
    number, inner = _without_sign(core)
    if not (_is_currency(before) and _is_currency(after)) or not number or (outer and inner):
        return None
    return _Parts(number, outer or inner or bool(_CREDIT.search(text)), before + after, cents)


def _without_outer_sign(text: str) -> tuple[str, bool]:
    """The text without parentheses around all of it, or without a minus before the currency."""
    if text[:1] == "(" and text[-1:] == ")":
        return text[1:-1].strip(), True
    before_currency = re.match(r"-\s?(?=[^\s0-9.,(+-])", text)
    return (text[before_currency.end() :], True) if before_currency else (text, False)


def _without_empty_cents(core: str) -> tuple[str, bool]:
    shorter = _NO_CENTS.sub("", core)
    return shorter, shorter != core


def _without_sign(core: str) -> tuple[str, bool]:
    """The number and whether it is negative; the number is empty when the signs do not fit together."""
    inner = core[1:-1].strip() if core[:1] == "(" and core[-1:] == ")" else core
    number = inner.strip("+- ")
    signs = core.count("-") + (inner != core)
    if any(mark in number for mark in "()+-") or signs > 1:
        return "", False
    return re.sub(r"\s?([.,])\s?", r"\1", number), signs == 1


def _is_currency(text: str) -> bool:
    """Whether nothing but signs and codes of currencies stands beside the number."""
    text = text.removesuffix(":").rstrip()
    return not text or bool(currencies_of(text)) or all(map(currencies_of, _LETTERS_OR_SIGNS.findall(text) or [""]))


def _plain_readings(number: str) -> tuple[str, ...]:
    """The readings of digits with marks, as plain decimal texts; empty when the grouping makes no sense."""
    number = f"0{number}" if number[:1] in ".," else number.rstrip(".,")
    if not _NUMBER.fullmatch(number) or sum(map(str.isdigit, number)) > _MOST_DIGITS:
        return ()
    whole, fraction = _split_at_decimal(number)
    grouped = _ungrouped(number)
    decimal = _ungrouped(whole) if fraction.isdigit() else None
    readings = (grouped, f"{decimal}.{fraction}" if decimal else None)
    return tuple(reading for reading in readings if reading)


def _split_at_decimal(number: str) -> tuple[str, str]:
    """The number before and after its decimal mark; nothing after when all marks group."""
    at = max(number.rfind("."), number.rfind(","))
    if at < 0 or (number.count(number[at]) > 1 and not _SHORT_TAIL.fullmatch(number)):
        return number, ""
    return number[:at], number[at + 1 :]


def _ungrouped(number: str) -> str | None:
    """Whole digits without their grouping; None when they are not grouped as numbers are."""
    if number.isdigit():
        return number if number == "0" or not number.startswith("0") else None
    fits = _THOUSANDS.fullmatch(number) or _INDIAN.fullmatch(number)
    return re.sub(r"[ ',.]", "", number) if fits and not number.startswith("0") else None
