from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.einvoice.values import read_date, read_decimal, read_unit_price, read_value
from models.terms import Term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20260217", date(2026, 2, 17)),
        ("2026-02-17", date(2026, 2, 17)),
        ("2026-02-17T00:00:00", date(2026, 2, 17)),
        ("2026-02-17+01:00", date(2026, 2, 17)),
        ("2026-02-17Z", date(2026, 2, 17)),
        ("202602171230", date(2026, 2, 17)),
        ("2026-02-30", None),
        ("17.02.2026", None),
        ("", None),
    ],
)
def test_dates_are_read_in_the_forms_of_the_syntaxes_only(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("12.50", "12.50"), ("-1", "-1"), ("12,50", "12.50"), ("1e9", None), ("NaN", None)]
)
def test_decimals_are_exact(text: str, expected: str | None) -> None:
    assert read_decimal(text) == (Decimal(expected) if expected else None)


def test_unit_prices_are_for_one_unit() -> None:
    assert read_unit_price("10", "3") == Decimal("3.33333333")
    assert read_unit_price("10.00", "0") == Decimal("10.00")
    assert read_unit_price(None, "1") is None


def test_an_account_that_is_no_iban_is_left_out() -> None:
    assert read_value(Term.IBAN, "5050-1055") is None


@given(term=st.sampled_from(list(Term)), text=st.text(max_size=60))
def test_any_text_is_a_value_or_none(term: Term, text: str) -> None:
    value = read_value(term, text)
    assert value is None or isinstance(value, str | Decimal | date)
