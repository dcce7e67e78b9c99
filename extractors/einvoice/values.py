"""The texts of an XML invoice as values: strict, since XML leaves no room for reading."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from models.amounts import parse_amount
from models.evidence import Value
from models.references import parse_reference
from models.terms import DataType, Term

_DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{0,12})?")
_ISO_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s].*|[+-]\d{2}:?\d{2}|Z|\d{4,6})?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}")
_BIC = re.compile(r"[A-Z0-9]{8}(?:[A-Z0-9]{3})?")
_CURRENCY = re.compile(r"[A-Z]{3}")

_COMPACT = {Term.IBAN: _IBAN, Term.BIC: _BIC, Term.CURRENCY: _CURRENCY}
_COMPACT_ONLY = {Term.SELLER_VAT_ID, Term.BUYER_VAT_ID}


def read_value(term: Term, text: str) -> Value | None:
    """The value of `term` in `text`; None when it is not of the term's type.

    >>> read_value(Term.ISSUE_DATE, "20260217"), read_value(Term.IBAN, "si56 1910 0000 0123 438")
    (datetime.date(2026, 2, 17), 'SI56191000000123438')
    """
    if term in _COMPACT:
        return _compact(text, _COMPACT[term])
    if term is Term.PAYMENT_REFERENCE:
        reference = parse_reference(text)
        return reference.canonical if reference else text
    if term in _COMPACT_ONLY:
        return re.sub(r"\s", "", text).upper() or None
    parsers: dict[DataType, Callable[[str], Value | None]] = {DataType.AMOUNT: read_decimal, DataType.DATE: read_date}
    parse = parsers.get(term.data_type)
    return parse(text) if parse else text.strip() or None


def read_decimal(text: str | None) -> Decimal | None:
    """An xsd:decimal; a comma, which some senders write, is understood as people read it."""
    if not text:
        return None
    if not _DECIMAL.fullmatch(text.strip()):
        return parse_amount(text)
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None


def read_date(text: str) -> date | None:
    """A date as ISO 8601 or in the CII formats 102, 203 and 204; None when there is no such day."""
    found = _ISO_DATE.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def read_unit_price(price: str | None, base_quantity: str | None) -> Decimal | None:
    """The price of one unit, from a price for `base_quantity` of them (BT-146, BT-149)."""
    amount, base = read_decimal(price), read_decimal(base_quantity)
    if amount is None or base is None or base in {Decimal(0), Decimal(1)}:
        return amount
    return (amount / base).quantize(Decimal("1.00000000")).normalize() + Decimal("0.00")


def _compact(text: str, pattern: re.Pattern[str]) -> str | None:
    compact = re.sub(r"\s", "", text).upper()
    return compact if pattern.fullmatch(compact) else None
