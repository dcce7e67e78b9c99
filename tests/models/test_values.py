from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InvalidInput
from models.terms import DataType, Term
from models.values import format_value, parse_value

LOCALES = ("en", "en_US", "de", "sl", "sl-SI", "fr", "hu", "sv")
AMOUNTS = [term for term in Term if term.data_type is DataType.AMOUNT]
DATES = [term for term in Term if term.data_type is DataType.DATE]


@pytest.mark.parametrize(
    ("term", "typed", "value"),
    [
        (Term.TOTAL_GROSS, "1.234,50", Decimal("1234.50")),
        (Term.ISSUE_DATE, "15. 3. 2024", date(2024, 3, 15)),
        (Term.CURRENCY, "€", "EUR"),
        (Term.DOCUMENT_TYPE, "Credit note", "credit_note"),
        (Term.SELLER_NAME, "  Žaga   Kranj\x00 d.o.o. ", "Žaga Kranj d.o.o."),
        (Term.SELLER_ADDRESS, "Mlinska 1\r\n1000 Ljubljana\n", "Mlinska 1\n1000 Ljubljana"),
        (Term.SELLER_VAT_ID, "SI 1501 2558", "SI15012558"),
        (Term.PAYMENT_REFERENCE, "SI00 2024-17", "SI002024-17"),
        (Term.INVOICE_NUMBER, " 2024 / 17 ", "2024 / 17"),
    ],
)
def test_what_a_person_types_becomes_the_value(term: Term, typed: str, value: object) -> None:
    assert parse_value(term, typed) == value


@pytest.mark.parametrize(
    ("term", "typed"),
    [
        (Term.TOTAL_GROSS, "twelve"),
        (Term.ISSUE_DATE, "yesterday"),
        (Term.CURRENCY, "kr"),
        (Term.DOCUMENT_TYPE, "letter"),
        (Term.SELLER_NAME, " \x00 "),
        (Term.SELLER_NAME, "x" * 501),
    ],
)
def test_what_is_no_value_names_the_field(term: Term, typed: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{term.label}: "):
        parse_value(term, typed)


@given(st.sampled_from(list(Term)), st.text(max_size=40))
def test_any_text_gives_a_value_or_invalid_input(term: Term, text: str) -> None:
    try:
        value = parse_value(term, text)
    except InvalidInput:
        return
    assert isinstance(value, str | Decimal | date)
    assert value != ""
    assert parse_value(term, format_value(term, value)) == value


@given(st.sampled_from(AMOUNTS), st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(LOCALES))
def test_amounts_shown_are_read_back(term: Term, amount: Decimal, locale: str) -> None:
    assert parse_value(term, format_value(term, amount, locale), locale=locale) == amount


@given(st.sampled_from(DATES), st.dates(date(1990, 1, 1), date(2069, 1, 1)), st.sampled_from(LOCALES))
def test_dates_shown_are_read_back(term: Term, day: date, locale: str) -> None:
    assert parse_value(term, format_value(term, day, locale), locale=locale) == day
