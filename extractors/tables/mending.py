"""Mend rows whose arithmetic does not hold, where the row itself shows how.

A number that stands under no label may be the quantity or the price that is missing, or the right one of several
quantities (ordered, shipped, open): it is taken when the product then is the amount. In a column of quantities, an
engine that overlooked a lone digit left amount and price, whose quotient it was.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from extractors.tables.arithmetic import Settled, settle
from extractors.tables.cells import Cell
from extractors.tables.lexicon import ColumnKind
from extractors.tables.misread import mend_amount
from extractors.tables.raw_row import RawRow
from models.money import round_half_up

_MOST_SPARE = 6
_MOST_PIECES = 1000
_HALF_CENT = Decimal("0.005")


def mend(row: RawRow) -> tuple[RawRow, Settled]:
    """The row with its numbers, settled; with numbers from beside its columns when only they make it hold."""
    settled = settle(row)
    if settled.checked or not row.has_amount or not settled.net_amount:
        return row, settled
    for variant in _variants(row):
        better = settle(variant)
        if better.checked and not better.gross:
            return variant, better
    return row, mend_amount(row, settled)


def overlooked_quantity(settled: Settled) -> Settled:
    """The row with the whole number of pieces that its amount and price tell; unchanged when they tell none."""
    price, amount = settled.unit_price, settled.net_amount
    if settled.quantity is not None or not price or not amount:
        return settled
    pieces = round_half_up(amount / price, 0)
    fits = 1 <= pieces <= _MOST_PIECES and abs(pieces * price - amount) <= _HALF_CENT
    return replace(settled, quantity=pieces) if fits else settled


def _variants(row: RawRow) -> Iterator[RawRow]:
    """The row with spare numbers as its quantity, its price, or both where it has neither."""
    spare = row.spare[:_MOST_SPARE]
    counted, priced = row.numbers.get(ColumnKind.QUANTITY), row.numbers.get(ColumnKind.UNIT_PRICE)
    if priced:
        yield from (_with(row, {ColumnKind.QUANTITY: cell}) for cell in spare)
    if counted:
        yield from (_with(row, {ColumnKind.UNIT_PRICE: cell}) for cell in spare)
    if not counted and not priced:
        for quantity, price in permutations(spare, 2):
            if quantity.readings[0] not in {Decimal(0), Decimal(1)}:
                yield _with(row, {ColumnKind.QUANTITY: quantity, ColumnKind.UNIT_PRICE: price})


def _with(row: RawRow, cells: dict[ColumnKind, Cell]) -> RawRow:
    """The row with cells as its numbers, and no longer as words of its name."""
    texts = list(row.texts)
    for cell in cells.values():
        texts = [" ".join(word for word in text.split() if word != cell.text) for text in texts]
    numbers = {**row.numbers, **{kind: [cell] for kind, cell in cells.items()}}
    return replace(row, numbers=numbers, texts=[text for text in texts if text])
