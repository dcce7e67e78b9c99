from datetime import date
from decimal import Decimal

import pytest

from flows.samples.forms import words, write_date, write_money, write_quantity


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "€1,234.50"), ("de", "1.234,50 €"), ("sl", "1.234,50 €"), ("fr", "1\u00a0234,50 €")],
)
def test_money_is_written_as_the_language_does(language: str, expected: str) -> None:
    assert write_money(Decimal("1234.5"), language, "EUR") == expected


def test_quantities_have_no_more_decimals_than_they_need() -> None:
    assert [write_quantity(Decimal(n), "de") for n in ("1000", "1.50", "2.00")] == ["1.000", "1,5", "2"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "7 April 2026"), ("de", "07.04.2026"), ("sl", "7. 4. 2026"), ("hr", "07.04.2026."), ("fr", "07/04/2026")],
)
def test_dates_are_written_as_the_language_does(language: str, expected: str) -> None:
    assert write_date(date(2026, 4, 7), language) == expected


def test_every_language_has_every_label() -> None:
    assert len({frozenset(words(language)) for language in ("en", "de", "sl", "hr", "fr")}) == 1
