"""Any term's value from what a person typed, and back to what a person reads.

`parse_value` is strict where extraction is lenient: a text that is not of the term's type raises `InvalidInput` with
what to type instead. Numbers with a wrong check figure are accepted as they stand; the rules report them.
"""

import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol

from models.amounts import parse_amount
from models.bank_accounts import compact_bic, compact_iban, format_iban
from models.dates import parse_date
from models.errors import InvalidInput
from models.evidence import Value
from models.identifiers import compact_identifier
from models.money import currencies_of
from models.references import format_reference, parse_reference
from models.terms import DataType, DocumentType, Term
from models.vat_ids import compact_vat_id

LONGEST_TEXT = 500
_MONTH_FIRST = {"en_US", "en-US"}


def parse_value(term: Term, text: str, *, locale: str | None = None) -> Value:
    """The value that `text` means for `term`; InvalidInput, which names the field, when it means none.

    `locale` is that of whoever typed the text. It settles the order of day and month, which `en_US` alone puts first,
    and what the mark in `1.234` is; without it the day stands first, and thousands are likelier.

    >>> parse_value(Term.TOTAL_GROSS, "1.234,50 €"), parse_value(Term.IBAN, "SI56 1910 0000 0123 438")
    (Decimal('1234.50'), 'SI56191000000123438')
    """
    cleaned = _printable(text)
    if not cleaned:
        raise InvalidInput(f"{term.label}: is empty")
    if len(cleaned) > LONGEST_TEXT:
        raise InvalidInput(f"{term.label}: is longer than {LONGEST_TEXT} characters")
    if term.data_type is DataType.DATE:
        return _typed_date(term, cleaned, day_first=locale not in _MONTH_FIRST)
    if term.data_type is DataType.AMOUNT:
        return _typed_amount(term, cleaned, decimal_mark_of(locale))
    return _TEXT_PARSERS.get(term, _one_line)(cleaned)


def format_value(term: Term, value: Value, locale: str = "en") -> str:
    """The value as a person of that locale reads it; `parse_value` with the same locale reads it back.

    >>> format_value(Term.TOTAL_GROSS, Decimal("1234.5"), "de"), format_value(Term.IBAN, "SI56191000000123438")
    ('1.234,50', 'SI56 1910 0000 0123 438')
    """
    if isinstance(value, Decimal):
        return format_decimal(value, format="#,##0.00####", locale=Locale.parse(locale.replace("-", "_")))
    if isinstance(value, date):
        return format_date(value, "medium", locale=locale.replace("-", "_"))
    if term is Term.IBAN:
        return format_iban(value) or value
    reference = parse_reference(value) if term is Term.PAYMENT_REFERENCE else None
    return format_reference(reference) if reference else value


def decimal_mark_of(locale: str | None) -> str | None:
    """The mark before decimals; None when nobody says whose.

    >>> decimal_mark_of("en-GB"), decimal_mark_of("sl"), decimal_mark_of(None)
    ('.', ',', None)
    """
    return get_decimal_symbol(locale.replace("-", "_")) if locale else None


def _typed_amount(term: Term, text: str, decimal_mark: str | None) -> Decimal:
    amount = parse_amount(text, decimal_mark=decimal_mark)
    if amount is None:
        raise InvalidInput(f"{term.label}: is not an amount, such as 1234.50")
    return amount


def _typed_date(term: Term, text: str, *, day_first: bool) -> date:
    found = parse_date(text, day_first=day_first)
    if found is None:
        raise InvalidInput(f"{term.label}: is not a date, such as 2024-03-15")
    return found


def _typed_currency(text: str) -> str:
    codes = currencies_of(text)
    if len(codes) != 1:
        raise InvalidInput("Currency: type the three letters of the currency, such as EUR")
    return codes[0]


def _typed_document_type(text: str) -> str:
    try:
        return DocumentType(text.casefold().replace(" ", "_").replace("-", "_")).value
    except ValueError:
        raise InvalidInput(f"Document type: choose one of {', '.join(DocumentType)}") from None


def _typed_reference(text: str) -> str:
    reference = parse_reference(text)
    if reference is None:
        raise InvalidInput("Payment reference: is longer than payments carry")
    return reference.canonical


def _or_as_typed(compact: Callable[[str], str]) -> Callable[[str], str]:
    """The compact form; what was typed where no letter or figure of the usual ones is left."""
    return lambda text: compact(text) or _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _printable(text: str) -> str:
    """Without control characters, of which line ends are kept, and without outer white space."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    kept = ("".join(char for char in line if char == "\t" or not _is_control(char)).strip() for line in lines)
    return "\n".join(line for line in kept if line)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Cn"}


_TEXT_PARSERS: dict[Term, Callable[[str], str]] = {
    Term.DOCUMENT_TYPE: _typed_document_type,
    Term.CURRENCY: _typed_currency,
    Term.SELLER_ADDRESS: str,
    Term.SELLER_VAT_ID: _or_as_typed(compact_vat_id),
    Term.BUYER_VAT_ID: _or_as_typed(compact_vat_id),
    Term.SELLER_TAX_NUMBER: _or_as_typed(compact_identifier),
    Term.SELLER_REGISTRATION_ID: _or_as_typed(compact_identifier),
    Term.PAYMENT_REFERENCE: _typed_reference,
    Term.IBAN: _or_as_typed(compact_iban),
    Term.BIC: _or_as_typed(compact_bic),
}
