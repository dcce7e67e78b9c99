"""Mend the amount of a row that recognition misread, where quantity times price shows what it was.

One figure that looks like another (`8` for `0`), or figures of the column before glued to its front: only then is the
product taken for the amount, and only where no such change of the price or the quantity explains the row as well.
What was mended does not count as checked.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.tables.arithmetic import Settled
from extractors.tables.grid import AMOUNTS
from extractors.tables.lexicon import ColumnKind
from extractors.tables.raw_row import RawRow
from models.money import round_half_up

_ALIKE = ("0689", "17", "38", "56", "27", "149", "35")
_MOST_GLUED = 2  # figures
_CENT = Decimal("0.011")


def mend_amount(row: RawRow, settled: Settled) -> Settled:
    """The numbers of a row with the amount that its product tells; unchanged where the page was not recognised."""
    quantity, price, amount = settled.quantity, settled.unit_price, settled.net_amount
    if settled.checked or not quantity or not price or not amount or row.numbers.get(ColumnKind.DISCOUNT):
        return settled
    if all(word.confidence >= 1 for kind in AMOUNTS for cell in row.numbers.get(kind, []) for word in cell.words):
        return settled
    expected = round_half_up(quantity * price).copy_sign(amount)
    elsewhere = any(abs(abs(other * price) - abs(amount)) <= _CENT for other in _lookalikes(quantity))
    elsewhere |= any(abs(abs(quantity * other) - abs(amount)) <= _CENT for other in _lookalikes(price))
    if elsewhere or not (_one_figure_apart(amount, expected) or _is_glued(amount, expected)):
        return settled
    return replace(settled, net_amount=expected)


def _figures(value: Decimal) -> str:
    return f"{abs(value):.2f}"


def _one_figure_apart(read: Decimal, meant: Decimal) -> bool:
    """Whether two amounts differ in one figure, by two that look alike."""
    one, other = _figures(read), _figures(meant)
    apart = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(apart) == 1 and _look_alike(*apart[0])


def _is_glued(read: Decimal, meant: Decimal) -> bool:
    """Whether an amount is the other one with figures of the column before it in front."""
    one, other = _figures(read), _figures(meant)
    return len(other) >= len("1.00") and one.endswith(other) and 0 < len(one) - len(other) <= _MOST_GLUED


def _look_alike(one: str, other: str) -> bool:
    return any(one in figures and other in figures for figures in _ALIKE)


def _lookalikes(value: Decimal) -> Iterator[Decimal]:
    """The numbers that one misread figure makes of a number."""
    text = format(value, "f")
    for at, figure in enumerate(text):
        others = {other for figures in _ALIKE if figure in figures for other in figures} - {figure}
        yield from (Decimal(text[:at] + other + text[at + 1 :]) for other in sorted(others))
