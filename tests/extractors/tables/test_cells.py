from decimal import Decimal

import pytest

from extractors.tables.cells import Cell, split_cells
from tests.extractors.tables.typed import typed_page


def cells(text: str) -> list[Cell]:
    (line,) = typed_page(text).lines
    return list(split_cells(line))


@pytest.mark.parametrize(
    ("text", "reading"),
    [("1 234,50", "1234.50"), ("12 000", "12000"), ("$12.00", "12.00"), ("-5,00", "-5.00"), ("1’312.50", "1312.50")],
)
def test_one_number_is_one_cell(text: str, reading: str) -> None:
    (cell,) = cells(text)
    assert cell.readings[0] == Decimal(reading)


def test_numbers_of_two_columns_stay_apart() -> None:
    assert [cell.text for cell in cells("12   500,00")] == ["12", "500,00"]


def test_a_percent_sign_belongs_to_its_number() -> None:
    (cell,) = cells("19 %")
    assert cell.is_rate
    assert cells("(19 %)")[0].is_rate


def test_a_currency_belongs_to_the_number_beside_it() -> None:
    assert [cell.text for cell in cells("EUR 12,00")] == ["12,00"]
    assert [cell.text for cell in cells("12,00 EUR")] == ["12,00"]


def test_a_glued_unit_is_known() -> None:
    (cell,) = cells("5kg")
    assert (cell.readings[0], cell.unit, cell.is_counted) == (Decimal(5), "kg", True)


@pytest.mark.parametrize("text", ["12.03.2024", "2024-03-12", "A4", "1/2024"])
def test_dates_and_names_are_no_numbers(text: str) -> None:
    assert not any(cell.is_number for cell in cells(text))


def test_a_number_that_may_be_read_in_two_ways_keeps_both() -> None:
    (cell,) = cells("1.000")
    assert set(cell.readings) == {Decimal(1000), Decimal("1.000")}
