"""Tell sums from rows: what a line below a header announces, and whether it looks like the rows above it.

A label says it (`Zwischensumme`, `à reporter`), or the amount does: a line that counts nothing and whose amount is what
the rows above it add up to is their sum in whatever language. A label alone is no proof where rows are named alike:
`Transport` is what is carried over the page, and a service that is invoiced.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractors.tables.cells import Cell
from extractors.tables.grid import AMOUNTS, GridLine
from extractors.tables.lexicon import ColumnKind, EndKind, column_kinds, end_kind, mentions_sum
from extractors.tables.raw_row import RawRow

BETWEEN = frozenset({EndKind.SUBTOTAL, EndKind.CARRY})
"""Sums after which the rows go on."""
AT_THE_END = frozenset({EndKind.TOTAL, EndKind.TAX})
"""Sums after which they go on only where a group was summed up."""
_COUNTS = frozenset({ColumnKind.QUANTITY, ColumnKind.UNIT_PRICE})
_TAXES = {ColumnKind.TAX, ColumnKind.TAX_AMOUNT, ColumnKind.VAT_RATE}
_ASKEW = 8.0  # points: how far the names of rows may stand apart on a scan
_CENTS = Decimal("0.02")
_RECENT = 60  # rows that a line is compared with


def ending(placed: GridLine, rows: Sequence[RawRow]) -> EndKind | None:
    """What a line announces, as a whole or in the phrase before its amount; a whole row announces nothing."""
    found = end_kind(placed.all_text) or _label_beside(placed)
    if found is None:
        bare = not placed.numbers.keys() & (_COUNTS | {ColumnKind.VAT_RATE})
        said = bare and placed.has_amount and mentions_sum(placed.all_text)
        return EndKind.SUBTOTAL if said or _is_sum_of(placed, rows) else None
    kind, alone = found
    if kind is EndKind.CARRY and placed.has_amount and looks_like_rows(placed, rows):
        return None if not _is_sum_of(placed, rows) else kind
    return None if placed.is_counted and not (alone and kind is not EndKind.DISCOUNT) else kind


def looks_like_rows(placed: GridLine, rows: Sequence[RawRow]) -> bool:
    """Whether a line counts what the rows count; where it counts less, whether its name stands where theirs do."""
    rows = rows[-_RECENT:]
    needed = usual_counts(rows)
    if needed and (needed <= placed.numbers.keys() or not needed & placed.numbers.keys()):
        return needed <= placed.numbers.keys()
    left = [row.names_at for row in rows if row.names_at is not None]
    names = placed.texts.get(ColumnKind.DESCRIPTION)
    return not left or bool(names and any(abs(names[0].box.x0 - x) <= _ASKEW for x in left))


def speaks_of_tax(placed: GridLine) -> bool:
    """Whether a line names a tax: below a total it is of the breakdown, however its numbers stand."""
    return any(column_kinds(word.text) & _TAXES for word in placed.line.words)


def usual_counts(rows: Sequence[RawRow]) -> frozenset[ColumnKind]:
    """The columns of quantities and prices that most rows fill."""
    return frozenset(kind for kind in _COUNTS if 2 * sum(bool(row.numbers.get(kind)) for row in rows) > len(rows))


def _label_beside(placed: GridLine) -> tuple[EndKind, bool] | None:
    """An ending's label that stands by itself behind other words, before the amount."""
    if placed.is_counted or not placed.loose:
        return None
    found = end_kind(placed.loose[-1].text)
    return found if found and found[1] else None


def _is_sum_of(placed: GridLine, rows: Sequence[RawRow]) -> bool:
    """Whether a line that counts less than the rows has the sum of all of them, or of the last group."""
    if not rows or not placed.has_amount or looks_like_rows(placed, rows):
        return False
    least = 1 if usual_counts(rows[-_RECENT:]) else 2
    said = {abs(value) for cell in _amounts(placed.numbers) for value in cell.readings}
    group = [row for row in rows if row.group == rows[-1].group]
    return any(
        len(part) >= least and any(abs(abs(total) - value) <= _CENTS for value in said)
        for part in (rows, group)
        for total in _totals(part)
    )


def _totals(rows: Sequence[RawRow]) -> list[Decimal]:
    """What rows add up to, by each column of amounts."""
    columns = [kind for kind in AMOUNTS if all(row.numbers.get(kind) for row in rows)]
    return [sum((row.numbers[kind][-1].readings[0] for row in rows), Decimal(0)) for kind in columns]


def _amounts(numbers: dict[ColumnKind, list[Cell]]) -> Iterable[Cell]:
    return (cell for kind in AMOUNTS for cell in numbers.get(kind, []))
