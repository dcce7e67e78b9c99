from decimal import Decimal

from models.tax_rates import TAX_RATES, is_known_rate


def test_no_tax_is_known_everywhere() -> None:
    assert all(is_known_rate(Decimal(0), country) for country in TAX_RATES)


def test_rates_lie_between_nothing_and_the_highest_in_europe() -> None:
    assert all(0 <= rate <= 30 for rates in TAX_RATES.values() for rate in rates)
