from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.amounts import amount_readings, looks_like_amount, parse_amount, parse_rate


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,5", "1234.5"),
        ("1 234,56", "1234.56"),
        ("1 234, 56", "1234.56"),
        ("1\u00a0234\u202f567,89", "1234567.89"),
        ("1'234.50", "1234.50"),
        ("CHF 1’234.50", "1234.50"),
        ("(12.00)", "-12.00"),
        ("($1,200.00)", "-1200.00"),
        ("12,00-", "-12.00"),
        ("−12,00", "-12.00"),
        ("-€12.00", "-12.00"),
        ("€ -12,00", "-12.00"),
        ("12.00 CR", "-12.00"),
        ("1,23,456.00", "123456.00"),
        ("12,-", "12"),
        ("1'234.–", "1234"),
        ("Rs.1,234.00", "1234.00"),
        ("1 234,50 Kč", "1234.50"),
        ("USD $12.00", "12.00"),
        ("kr. 99,95", "99.95"),
        ("$.50", "0.50"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.234.56", "1234.56"),
    ],
)
def test_amounts_are_read_as_people_mean_them(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "Total", "15.03.24", "030 1234567", "1 23", "--12", "007", "1,234.567,89", "12%", "2024-01-02", "-(5)"]
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert parse_amount(text) is None


def test_a_mark_before_three_digits_has_two_readings() -> None:
    assert amount_readings("1,000") == (Decimal(1000), Decimal("1.000"))


def test_cents_or_a_currency_make_money() -> None:
    assert [looks_like_amount(text) for text in ("12,50", "12 €", "12,-", "12", "Total")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@given(st.text(max_size=30))
def test_any_text_gives_an_amount_or_none(text: str) -> None:
    assert parse_amount(text) is None or isinstance(parse_amount(text), Decimal)
    assert parse_rate(text) is None or isinstance(parse_rate(text), Decimal)


@given(st.text(alphabet="0123456789.,'- ()€$CR", max_size=16))
def test_texts_that_nearly_are_amounts_give_finite_amounts(text: str) -> None:
    assert all(reading.is_finite() for reading in amount_readings(text))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from([",.", ".,", " ,", "'.", " ."]))
def test_what_is_written_is_read_back(amount: Decimal, marks: str) -> None:
    text = f"{amount:,.2f}".translate(str.maketrans(",.", marks))
    assert parse_amount(text) == amount


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_rates_are_read_back(rate: Decimal) -> None:
    assert parse_rate(f"{rate} %") == rate
