"""Give invoice lines the rate of tax that the breakdown proves, where their own was not read or not printed.

Only what adds up counts: lines without a rate get one when the bases of the breakdown are then, to the cent, what their
lines come to, and no other choice makes them so. A lone digit that recognition overlooked in its column is found so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product

from models.invoice import LineItem, TaxRow

_CENTS = Decimal("0.02")
_MOST_TRIALS = 4096
_LESS_SURE = 0.9  # of the line's confidence: its rate is of another place


def with_proved_rates(items: Sequence[LineItem], taxes: Sequence[TaxRow]) -> tuple[LineItem, ...]:
    """The lines, those without a rate with the one that the bases of all rates prove; unchanged where none do."""
    bases = {row.vat_rate: row.net_amount for row in taxes if row.vat_rate is not None and row.net_amount is not None}
    missing = [at for at, item in enumerate(items) if item.vat_rate is None]
    if not missing or len(bases) != len(taxes) or any(item.net_amount is None for item in items):
        return tuple(items)
    if len(bases) ** len(missing) > _MOST_TRIALS:  # what is not tried to the end proves nothing
        return tuple(items)
    fitting = list(islice(_fitting(items, missing, bases), 2))
    if len(fitting) != 1:
        return tuple(items)
    rates = dict(zip(missing, fitting[0], strict=True))
    return tuple(_with(item, rates[at]) if at in rates else item for at, item in enumerate(items))


def _fitting(
    items: Sequence[LineItem], missing: Sequence[int], bases: dict[Decimal, Decimal]
) -> Iterator[tuple[Decimal, ...]]:
    """Each choice of rates for the lines without one that makes all bases what their lines come to."""
    left = {rate: abs(base) - _sum(item for item in items if item.vat_rate == rate) for rate, base in bases.items()}
    for rates in product(bases, repeat=len(missing)):
        chosen = [(rate, items[at]) for at, rate in zip(missing, rates, strict=True)]
        if all(abs(rest - _sum(item for its, item in chosen if its == rate)) <= _CENTS for rate, rest in left.items()):
            yield rates


def _sum(items: Iterator[LineItem]) -> Decimal:
    return abs(sum((item.net_amount for item in items if item.net_amount is not None), Decimal(0)))


def _with(item: LineItem, rate: Decimal) -> LineItem:
    return replace(item, vat_rate=rate, confidence=item.confidence * _LESS_SURE)
