"""What payment codes have in common: bytes to lines, and the plain forms of amounts, dates and accounts in them."""

import re
from datetime import date
from decimal import Decimal

from models.bank_accounts import compact_bic, compact_iban, has_iban_form, is_valid_bic
from models.evidence import Value
from models.terms import Term

Payment = dict[Term, Value]
"""The values of one payment code; absent ones are left out."""

LONGEST_PAYLOAD = 4096
_AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{0,3})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


def decode(payload: bytes, encoding: str) -> str | None:
    """The text of a payload; in UTF-8 or Latin-1 when it is not in `encoding`. None when it is too long to be one."""
    if len(payload) > LONGEST_PAYLOAD:
        return None
    for tried in (encoding, "utf-8"):
        try:
            return payload.decode(tried)
        except UnicodeDecodeError:
            continue
    return payload.decode("latin-1")


def split_lines(text: str) -> list[str]:
    """The lines of a payload, whichever mark ends them, outer white space removed."""
    return [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def line_at(lines: list[str], index: int) -> str:
    """The line at `index`; empty when the payload ends before it."""
    return lines[index] if index < len(lines) else ""


def only_present(values: dict[Term, Value | None]) -> Payment:
    """The values that are there: no None, no empty text."""
    return {term: value for term, value in values.items() if value is not None and value != ""}


def amount_of(text: str) -> Decimal | None:
    """A plain positive amount; None for zero, which payment codes write when the payer may choose."""
    if not _AMOUNT.fullmatch(text.strip()):
        return None
    amount = Decimal(text.strip().replace(",", "."))
    return amount.quantize(Decimal("0.01")) if amount > 0 else None


def cents_of(text: str) -> Decimal | None:
    """An amount written as its cents with leading zeros.

    >>> cents_of("00000012350"), cents_of("00000000000")
    (Decimal('123.50'), None)
    """
    if not re.fullmatch(r"\d{1,15}", text.strip()):
        return None
    cents = int(text)
    return Decimal(cents).scaleb(-2) if cents else None


def day_of(text: str, pattern: str) -> date | None:
    """The date in `text` by a pattern with the groups `y`, `m`, `d`; two-digit years are of this century."""
    found = re.fullmatch(pattern, text.strip())
    if found is None:
        return None
    year = int(found["y"])
    try:
        return date(year + 2000 if year < 100 else year, int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def iban_of(text: str) -> str | None:
    """A compact IBAN, its checksum tested elsewhere; None when it has not the form of one."""
    return compact_iban(text) if has_iban_form(text) else None


def bic_of(text: str) -> str | None:
    return compact_bic(text) if is_valid_bic(text) else None


def currency_of(text: str) -> str | None:
    return text.strip() if _CURRENCY.fullmatch(text.strip()) else None
