"""Read a rate, its base and its tax from the numbers of one line, by arithmetic: base times rate is tax.

Where only the tax stands beside its rate, the base is the printed amount that gives it; where the amount beside it
has the tax in it, the base is the rest, if that is printed. Nothing is computed that the document does not show.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from extractors.tables.cells import Cell
from models.amounts import looks_like_amount
from models.money import round_half_up

_HUNDRED = Decimal(100)
_HIGHEST = Decimal(30)
_CENTS = Decimal("0.02")
_HALF = Decimal("0.5")
_MOST_NUMBERS = 7
_MOST_DIGITS = 9
_BARE = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2})?")
_TENTHS = (21, 25, 26, 37, 38, 48, 55, 77, 81, 85, 95, 135, 255)
_WHOLE = (3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 27)
RATES = frozenset([*(Decimal(rate) for rate in _WHOLE), *(Decimal(rate) / 10 for rate in _TENTHS)])
"""Rates of value added tax in Europe, today's and recent ones: a bare number that is one of them may be a rate."""


@dataclass(frozen=True, slots=True)
class TaxLine:
    """What one line says of one rate; `base` is None when the document does not show it."""

    rate: Decimal
    base: Decimal | None
    tax: Decimal


def find_triple(cells: Sequence[Cell], *, bare_rates: bool, whole: bool = False) -> TaxLine | None:
    """Rate, base and tax among the numbers of a line.

    `bare_rates` may stand without a percent sign; `whole` amounts may be written without cents.
    """
    numbers = [cell for cell in cells if cell.is_number][:_MOST_NUMBERS]
    for rate_cell in sorted(numbers, key=lambda cell: not cell.is_rate):
        rates = [rate for rate in rate_cell.readings if _may_be_rate(rate, rate_cell, bare_rates)]
        amounts = [cell for cell in numbers if cell is not rate_cell and not cell.is_rate and _is_amount(cell, whole)]
        found = next((line for rate in rates for line in _lines(rate, amounts)), None)
        if found:
            return found
    return None


def find_single(cells: Sequence[Cell], printed: Collection[Decimal]) -> TaxLine | None:
    """A rate with its tax alone, and the base if it is printed somewhere else; None when there is not just that."""
    rates = [cell for cell in cells if cell.is_rate]
    numbers = [cell for cell in cells if cell.is_number and not cell.is_rate]
    amounts = [cell for cell in numbers if _is_amount(cell, whole=False)] or [
        cell for cell in numbers if _is_whole(cell)
    ]
    if len(rates) != 1 or not amounts or not 0 < rates[0].readings[-1] <= _HIGHEST:
        return None
    rate, tax = rates[0].readings[-1], amounts[-1].readings[0]
    base = base_of(rate, tax, printed)
    shown = base is not None or (len(amounts) == 1 and tax > 0)
    return TaxLine(rate, base, tax) if tax and shown else None


def base_of(rate: Decimal, tax: Decimal, printed: Collection[Decimal]) -> Decimal | None:
    """The printed amount, likeliest to the cent, whose tax at this rate is this; with the sign of the tax."""
    whole = tax == int(tax) and tax.as_tuple().exponent == 0
    rounding = _HALF if whole else _CENTS
    near = [amount for amount in printed if amount and abs(amount * rate / _HUNDRED - abs(tax)) <= rounding]
    likely = [amount for amount in near if not whole or amount.as_tuple().exponent == 0]
    best = min(likely, key=lambda amount: abs(amount * rate / _HUNDRED - abs(tax)), default=None)
    return best.copy_sign(tax) if best is not None else None


def holds(rate: Decimal, base: Decimal, tax: Decimal) -> bool:
    """Whether the tax is that of the base, within rounding."""
    return abs(base * rate / _HUNDRED - tax) <= max(_CENTS, abs(tax) / 2000)


def _lines(rate: Decimal, amounts: Sequence[Cell]) -> Iterator[TaxLine]:
    pairs = list(permutations([value for cell in amounts for value in cell.readings], 2))
    yield from (TaxLine(rate, base, tax) for base, tax in pairs if rate and tax and holds(rate, base, tax))
    for gross, tax in pairs:
        if rate and tax and abs(gross * rate / (_HUNDRED + rate) - tax) <= _CENTS and abs(gross) > abs(tax):
            rest = round_half_up(gross - tax)
            yield TaxLine(rate, rest if any(rest in cell.readings for cell in amounts) else None, tax)
    if not rate and len(amounts) >= 2 and any(cell.readings[0] == 0 for cell in amounts):
        base = next((cell.readings[0] for cell in amounts if cell.readings[0]), None)
        yield from [TaxLine(rate, base, Decimal("0.00"))] if base else []


def _may_be_rate(rate: Decimal, cell: Cell, bare: bool) -> bool:
    """With its sign any low number; without it only one that stands bare and is a rate somewhere."""
    if cell.is_rate:
        return 0 <= rate <= _HIGHEST
    return bare and bool(_BARE.fullmatch(cell.text)) and (rate in RATES or cell.text == "0")


def _is_whole(cell: Cell) -> bool:
    """Whether a number may be an amount in whole units of a currency that has no cents any more."""
    return cell.readings[0].as_tuple().exponent == 0 and abs(cell.readings[0]) >= _HUNDRED


def _is_amount(cell: Cell, whole: bool) -> bool:
    """Written as money, or a whole number where those may be amounts; a number of many digits is none."""
    return looks_like_amount(cell.text) or (whole and len(re.sub(r"[^0-9]", "", cell.text)) <= _MOST_DIGITS)
