from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from models.money import CURRENCY_CODES, CURRENCY_SIGNS, currencies_of, minor_units, nearly_equal, round_half_up


def test_every_sign_stands_for_known_currencies() -> None:
    assert all(code in CURRENCY_CODES for codes in CURRENCY_SIGNS.values() for code in codes)


def test_a_sum_of_three_rows_may_be_three_cents_off() -> None:
    assert nearly_equal(Decimal("10.00"), Decimal("10.03"), rows=3)
    assert not nearly_equal(Decimal("10.00"), Decimal("10.04"), rows=3)


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(0, 4))
def test_rounding_never_raises(amount: Decimal, digits: int) -> None:
    assert round_half_up(amount, digits).is_finite()


@given(st.text(max_size=6))
def test_any_text_is_a_sign_or_not(text: str) -> None:
    assert all(code in CURRENCY_CODES for code in currencies_of(text))
    assert minor_units(text) >= 0
