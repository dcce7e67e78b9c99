from decimal import Decimal

import pytest

from extractors.tables.arithmetic import settle
from extractors.tables.cells import Cell, split_cells
from extractors.tables.lexicon import ColumnKind
from extractors.tables.mending import mend, overlooked_quantity
from extractors.tables.raw_row import RawRow
from tests.extractors.tables.typed import typed_page


def cell(text: str) -> Cell:
    (line,) = typed_page(text).lines
    (found,) = split_cells(line)
    return found


def row(spare: tuple[str, ...] = (), **texts: str) -> RawRow:
    numbers = {ColumnKind(kind): [cell(text)] for kind, text in texts.items()}
    return RawRow(0, [], numbers, spare=[cell(text) for text in spare])


def test_the_reading_that_multiplies_is_taken() -> None:
    settled = settle(row(quantity="1,000", unit_price="620,51", net_amount="620,51"))
    assert (settled.quantity, settled.checked) == (Decimal("1.000"), True)


@pytest.mark.parametrize("discount", ["10,0", "10%", "1,00"])
def test_a_discount_is_a_percentage_or_an_amount(discount: str) -> None:
    assert settle(row(quantity="1", unit_price="10,00", discount=discount, net_amount="9,00")).checked


def test_prices_may_be_per_hundred_where_a_column_says_so() -> None:
    assert settle(row(quantity="500", unit_price="12,00", price_base="100", net_amount="60,00")).checked
    assert not settle(row(quantity="500", unit_price="12,00", net_amount="60,00")).checked


def test_rounded_prices_may_miss_by_what_rounding_costs() -> None:
    assert settle(row(quantity="1", unit_price="41,1765", net_amount="41,18")).checked
    assert not settle(row(quantity="2", unit_price="41,17", net_amount="82,50")).checked


def test_net_and_gross_beside_each_other_prove_the_rate() -> None:
    settled = settle(row(net_amount="100,00", gross_amount="122,00", vat_rate="22"))
    assert (settled.net_amount, settled.checked, settled.gross) == (Decimal("100.00"), True, False)


def test_only_a_gross_amount_is_said_to_be_one() -> None:
    settled = settle(row(quantity="1", unit_price="24,20", gross_amount="24,20"))
    assert (settled.net_amount, settled.gross) == (Decimal("24.20"), True)


@pytest.mark.parametrize(("text", "rate"), [("19 %", "19"), ("7", "7"), ("25,5", "25.5"), ("40,39", None)])
def test_a_column_of_taxes_holds_rates_or_amounts(text: str, rate: str | None) -> None:
    assert settle(row(net_amount="10,00", tax=text)).vat_rate == (Decimal(rate) if rate else None)


def test_a_number_beside_the_columns_mends_the_row() -> None:
    mended, settled = mend(row(("8,980",), quantity="26,080", unit_price="331.70", net_amount="2,978,666.00"))
    assert (settled.quantity, settled.checked) == (Decimal(8980), True)
    assert mended.numbers[ColumnKind.QUANTITY][0].text == "8,980"


def test_what_nothing_mends_stays_as_it_was_printed() -> None:
    _, settled = mend(row(("7",), quantity="2", unit_price="10,00", net_amount="21,00"))
    assert (settled.quantity, settled.net_amount, settled.checked) == (Decimal(2), Decimal("21.00"), False)


def test_an_overlooked_quantity_is_whole_or_none() -> None:
    assert overlooked_quantity(settle(row(unit_price="0,8403", net_amount="0,84"))).quantity == 1
    assert overlooked_quantity(settle(row(unit_price="10,00", net_amount="25,00"))).quantity is None


def test_a_price_that_may_be_a_thousand_is_what_fits_the_amount_best() -> None:
    kinds = (ColumnKind.QUANTITY, ColumnKind.UNIT_PRICE, ColumnKind.NET_AMOUNT)
    numbers = {kind: [cell(text)] for kind, text in zip(kinds, ("480,00", "1,350", "615,60"), strict=True)}
    assert settle(RawRow(0, [], numbers)).unit_price == Decimal("1.350")
