"""Settle the numbers of one row by arithmetic: quantity times price, less the discount, is the amount.

Every reading of every number is tried; the first that fits wins. What fits also tells whether the amount is net: a
price without tax whose amount has it added gives the product as the net amount. Rows that fit no way keep their
likeliest readings and are not `checked`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, product

from extractors.tables.cells import Cell
from extractors.tables.grid import AMOUNTS
from extractors.tables.lexicon import ColumnKind
from extractors.tables.raw_row import RawRow
from extractors.tables.tax_lines import RATES
from models.money import round_half_up

_CENT = Decimal("0.011")
_HUNDRED = Decimal(100)
_TELLING = Decimal(2)  # the least amount whose cents tell a rate
_HALF = Decimal("0.5")
_HIGHEST_RATE = Decimal(30)
_MOST_TRIALS = 300


@dataclass(frozen=True, slots=True)
class Settled:
    """The numbers of a row after arithmetic; None where the row has none. `gross` says that tax is in the amount."""

    quantity: Decimal | None
    unit_price: Decimal | None
    net_amount: Decimal | None
    vat_rate: Decimal | None
    checked: bool = False
    gross: bool = False


def settle(row: RawRow) -> Settled:
    """The likeliest numbers of a row, checked where its arithmetic holds."""
    rate = find_rate(row)
    row = _net_before_gross(row, rate)
    bases = dict.fromkeys((Decimal(1), *(value for value in readings(row, ColumnKind.PRICE_BASE) if value > 0)))
    trials = product(bases, readings(row, ColumnKind.QUANTITY), readings(row, ColumnKind.UNIT_PRICE))
    for base, quantity, price in islice(trials, _MOST_TRIALS):
        for expected in _products(row, quantity * price / base):
            found = _fitting_amount(row, expected, _tolerance(quantity / base, price), rate)
            if found is not None:
                return Settled(quantity, price, found[0], rate, checked=True, gross=found[1])
    net = _first(readings(row, ColumnKind.NET_AMOUNT, last=True))
    gross = _first(readings(row, ColumnKind.GROSS_AMOUNT, last=True))
    checked = net is not None and gross is not None and rate is not None and _adds_up(net, gross, rate)
    first, amount = _first(readings(row, ColumnKind.QUANTITY)), gross if net is None else net
    return Settled(
        quantity=first,
        unit_price=_likeliest_price(readings(row, ColumnKind.UNIT_PRICE), first, amount),
        net_amount=amount,
        vat_rate=rate,
        checked=checked,
        gross=net is None,
    )


def _net_before_gross(row: RawRow, rate: Decimal | None) -> RawRow:
    """The row with its two amounts as net and gross, where its rate, or some rate, tells them apart."""
    cells = [cell for kind in AMOUNTS for cell in row.numbers.get(kind, [])]
    if len(cells) != 2 or rate == 0:
        return row
    low, high = sorted(cells, key=lambda cell: abs(cell.readings[0]))
    rates = RATES if rate is None else {rate}
    if abs(low.readings[0]) < _TELLING or not any(_adds_up(low.readings[0], high.readings[0], one) for one in rates):
        return row
    return replace(row, numbers={**row.numbers, ColumnKind.NET_AMOUNT: [low], ColumnKind.GROSS_AMOUNT: [high]})


def _likeliest_price(prices: Sequence[Decimal], quantity: Decimal | None, amount: Decimal | None) -> Decimal | None:
    """The reading whose product is nearest to the amount: `1,350` is no thousand where the amount is 615,60 for 480."""
    if not quantity or amount is None or len(prices) < 2:
        return _first(prices)
    return min(prices, key=lambda price: abs(abs(quantity * price) - abs(amount)))


def find_rate(row: RawRow) -> Decimal | None:
    """The rate of tax in percent; a bare number in a column of taxes is one when it is round and low."""
    cells = [*row.numbers.get(ColumnKind.VAT_RATE, []), *row.numbers.get(ColumnKind.TAX, [])]
    for cell in cells:
        low = next((value for value in reversed(cell.readings) if 0 <= value <= _HIGHEST_RATE), None)
        named = cell.is_rate or cell in row.numbers.get(ColumnKind.VAT_RATE, [])
        if low is not None and (named or low * 2 == int(low * 2)):
            return low
    amid = {value for cell in row.rates for value in cell.readings if value in RATES}
    return amid.pop() if len(amid) == 1 else None


def readings(row: RawRow, kind: ColumnKind, *, last: bool = False) -> list[Decimal]:
    """Every reading of the numbers in one kind of column, those of the last column first when `last`."""
    cells: Sequence[Cell] = row.numbers.get(kind, [])
    return [value for cell in (reversed(cells) if last else cells) for value in cell.readings]


def _first(values: Iterable[Decimal]) -> Decimal | None:
    return next(iter(values), None)


def _products(row: RawRow, full: Decimal) -> Iterator[Decimal]:
    """What the amount may be: the product less each reading of the discount, or without one."""
    discounts = [abs(discount) for discount in readings(row, ColumnKind.DISCOUNT) if discount]
    yield from (full * (1 - discount / _HUNDRED) for discount in discounts if discount <= _HUNDRED)
    yield from (full - discount for discount in discounts)
    yield full


def _tolerance(quantity: Decimal, price: Decimal) -> Decimal:
    """What rounding may cost: a cent, or half the last digit of the price for every piece, up to a hundredth."""
    exponent = price.as_tuple().exponent
    digits = exponent if isinstance(exponent, int) else 0
    rounding = abs(quantity) * Decimal(5).scaleb(min(digits, 0) - 1) if digits < 0 else Decimal(0)
    return max(_CENT, min(rounding, abs(quantity * price) / _HUNDRED))


def _fitting_amount(
    row: RawRow, expected: Decimal, tolerance: Decimal, rate: Decimal | None
) -> tuple[Decimal, bool] | None:
    """The amount that is as expected, and whether tax is in it; None when none is."""
    nets, grosses = (readings(row, kind) for kind in (ColumnKind.NET_AMOUNT, ColumnKind.GROSS_AMOUNT))
    fitting = _first(net for net in nets if abs(net - expected) <= max(tolerance, _whole(net)))
    if fitting is not None:
        return fitting, False
    if any(abs(gross - expected) <= max(tolerance, _whole(gross)) for gross in grosses):
        return (nets[-1], False) if nets else (_nearest(grosses, expected), True)
    added = [*readings(row, ColumnKind.TAX_AMOUNT), *readings(row, ColumnKind.TAX)]
    added += [expected * rate / _HUNDRED] if rate else []
    sums = [expected + tax for tax in added if tax]
    if any(abs(amount - total) <= tolerance for amount in (*nets, *grosses) for total in sums):
        return round_half_up(expected), False
    return None


def _whole(amount: Decimal) -> Decimal:
    """What rounding to whole units may cost, as forints are printed: a half, of an amount that it hardly changes."""
    exponent = amount.as_tuple().exponent
    return _HALF if exponent == 0 and abs(amount) >= _HUNDRED else Decimal(0)


def _nearest(values: Sequence[Decimal], expected: Decimal) -> Decimal:
    return min(values, key=lambda value: abs(value - expected))


def _adds_up(net: Decimal, gross: Decimal, rate: Decimal) -> bool:
    return abs(net * (1 + rate / _HUNDRED) - gross) <= _CENT
