"""Amounts that recognition misread, and that the product of their row tells."""

from decimal import Decimal

import pytest

from extractors.tables.arithmetic import Settled, settle
from extractors.tables.cells import number_cell
from extractors.tables.grid import GridLine
from extractors.tables.lexicon import ColumnKind
from extractors.tables.misread import mend_amount
from extractors.tables.raw_row import RawRow
from models.geometry import Box
from models.page import Line, Word


def row(quantity: str, price: str, amount: str, *, read_at: float = 0.9) -> RawRow:
    kinds = (ColumnKind.QUANTITY, ColumnKind.UNIT_PRICE, ColumnKind.NET_AMOUNT)
    texts = (quantity, price, amount)
    words = [Word(text, Box(100 * at, 0, 100 * at + 50, 10), read_at) for at, text in enumerate(texts)]
    cells = [cell for word in words if (cell := number_cell((word,)))]
    numbers = {kind: [cell] for kind, cell in zip(kinds, cells, strict=True)}
    return RawRow(0, [GridLine(Line(tuple(words)))], numbers)


def mended(one: RawRow) -> Settled:
    return mend_amount(one, settle(one))


@pytest.mark.parametrize(
    ("quantity", "price", "read", "meant"),
    [
        ("12", "403,30", "4.839,68", "4839.60"),
        ("10", "0,39", "3.98", "3.90"),
        ("5", "210,01", "211.050,05", "1050.05"),
    ],
)
def test_one_misread_figure_or_glued_ones_are_told_by_the_product(
    quantity: str, price: str, read: str, meant: str
) -> None:
    found = mended(row(quantity, price, read))
    assert found.net_amount == Decimal(meant)
    assert not found.checked


def test_an_amount_that_differs_otherwise_stays_as_it_was_read() -> None:
    assert mended(row("12", "403,30", "4.241,50")).net_amount == Decimal("4241.50")


def test_where_the_price_may_be_what_was_misread_nothing_is_mended() -> None:
    assert mended(row("1", "100,80", "100,00")).net_amount == Decimal("100.00")


def test_a_text_layer_is_never_mended() -> None:
    assert mended(row("12", "403,30", "4.839,68", read_at=1.0)).net_amount == Decimal("4839.68")
