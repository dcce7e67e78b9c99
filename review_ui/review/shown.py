"""Values as they stand in the inputs of the review screen, in the form of the spoken language.

In English as they are stored, for those who speak it do not agree on the order of a date. In other languages dates are
short and in figures; amounts have two decimals at least and the decimal mark of the language, without grouping, which
is in the way of typing.
What stands in an input untouched is the stored value; everything else is parsed, first by the form of the language.
"""

from datetime import date
from decimal import Decimal

from babel import dates
from babel.numbers import get_decimal_symbol

from models.evidence import Value
from models.invoice import FieldValue, value_from_text, value_to_text
from models.languages import Language
from models.terms import Term
from review_ui.formatting import format_amount
from review_ui.languages.speech import locale, spoken

DAY_PATTERNS = {Language.SLOVENIAN: "d. M. y", Language.GERMAN: "dd.MM.y"}


def shown_value(value: Value) -> str:
    """The text of an input. `parse_value` reads it back with the spoken language's locale."""
    pattern = DAY_PATTERNS.get(spoken())
    if isinstance(value, date) and pattern:
        return dates.format_date(value, pattern, locale())
    if isinstance(value, Decimal) and spoken() is not Language.ENGLISH:
        return shown_number(format(value, ".2f") if is_in_cents(value) else value_to_text(value))
    return value_to_text(value)


def shown_number(plain: str) -> str:
    """A stored number, such as `4.50`, with all its digits and the decimal mark of the language.

    >>> shown_number("4.50")
    '4.50'
    """
    return plain.replace(".", get_decimal_symbol(locale()))


def shown_text(key: str, plain: str) -> str:
    """A stored text of the field of this key; as it is where it is of no field, or of an earlier type."""
    try:
        return shown_value(value_from_text(Term(key), plain))
    except (ValueError, ArithmeticError):
        return plain


def shown_field(found: FieldValue | None) -> str:
    return shown_value(found.value) if found else ""


def understood(value: Value, currency: str | None = None) -> str:
    """A date or an amount as nobody misreads it, beside what was typed; empty for all that is kept as typed."""
    if isinstance(value, date):
        return dates.format_date(value, "long", locale())
    return format_amount(value, currency) if isinstance(value, Decimal) else ""


def is_in_cents(amount: Decimal) -> bool:
    """Whether two decimals say all of it.

    >>> is_in_cents(Decimal("4.5")), is_in_cents(Decimal("4.555")), is_in_cents(Decimal("Infinity"))
    (True, False, False)
    """
    return amount.is_finite() and amount == round(amount, 2)
