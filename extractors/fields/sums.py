"""Whether net, tax and gross make sense together (BR-CO-15), in log-odds.

A sum that fits speaks for a combination, one that does not against it. So do, for it, a printed rate that turns the net
into the tax, taxes of several rates that add up to the difference, a printed rounding, and three amounts that stand in
order in one column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.fields.figures import Amount
from models.money import CENT

SUM_FITS = 3.0
SUM_FAILS = -2.6
NO_TAX_FITS = 1.2
RATE_FITS = 1.2
TAXES_FIT = 2.2
STACKED = 2.5
NET_ABOVE_GROSS = -2.5
TAX_TOO_LARGE = -3.0
TAX_ABOVE_NET = -5.0
TAX_HIGH = -2.0
TAX_TAKEN_OFF = -5.0
"""A discount or an advance that is taken off is no tax, though the three make a sum."""
NO_GROSS = -1.2
_MOST_AMOUNTS = 60
_MOST_ROWS = 8
USUAL_RATE = 0.9
_USUAL_RATES = tuple(Decimal(rate) / 10 for rate in (*range(50, 280, 10), 81, 95, 255))
_MARKED = re.compile(r"\d[.,]\d")
_LARGEST_RATE = Decimal("0.4")

Stack = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Sums:
    """What a document shows about its sums."""

    rates: frozenset[Decimal]
    tax_sums: frozenset[Decimal]
    roundings: frozenset[Decimal]
    stacks: frozenset[Stack]

    def odds(self, net: Decimal | None, tax: Decimal | None, gross: Decimal | None) -> float:
        """The log-odds of a combination; absent amounts are None."""
        if gross is None:
            return NO_GROSS + (self._rate(net, tax) if net is not None and tax is not None else 0.0)
        if net is not None and tax is not None:
            return self._sum(net, tax, gross) + self._rate(net, tax) + _proportion(net, tax)
        if net is not None:
            return self._without_tax(net, gross)
        return 0.0 if tax is None else self._without_net(tax, gross)

    def _sum(self, net: Decimal, tax: Decimal, gross: Decimal) -> float:
        difference = gross - net - tax
        if abs(difference) > CENT * 2 and difference not in self.roundings:
            return SUM_FAILS
        if not (tax and net):
            return NO_TAX_FITS
        return SUM_FITS + (STACKED if (net, tax, gross) in self.stacks else 0.0)

    def _rate(self, net: Decimal, tax: Decimal) -> float:
        """Whether a printed rate turns the net into the tax, to two cents."""
        return RATE_FITS if tax and any(abs(net * rate / 100 - tax) <= CENT * 2 for rate in self.rates) else 0.0

    def _without_tax(self, net: Decimal, gross: Decimal) -> float:
        if abs(net) > abs(gross):
            return NET_ABOVE_GROSS
        return (TAXES_FIT if gross - net in self.tax_sums else 0.0) + self._rate(net, gross - net)

    def _without_net(self, tax: Decimal, gross: Decimal) -> float:
        return (TAX_TOO_LARGE if abs(tax) >= abs(gross) > 0 else 0.0) + (
            self._rate(gross - tax, tax) or _usual_rate(gross - tax, tax)
        )


def _usual_rate(net: Decimal, tax: Decimal) -> float:
    """Whether a rate that is usual somewhere turns the net into the tax, though none is printed."""
    return USUAL_RATE if tax and any(abs(net * rate / 100 - tax) <= CENT * 2 for rate in _USUAL_RATES) else 0.0


def _proportion(net: Decimal, tax: Decimal) -> float:
    """A tax is a part of its net and has its sign: what is as large, or taken off, was taken for the other."""
    if net * tax < 0:
        return TAX_TAKEN_OFF
    return TAX_ABOVE_NET if net and abs(tax) >= abs(net) else TAX_HIGH if abs(tax) > abs(net) / 2 else 0.0


def find_stacks(amounts: Sequence[Amount], others: frozenset[Amount] = frozenset()) -> frozenset[Stack]:
    """Net, tax and their sum where they stand below each other in one column, labels or not.

    Lines of goods that come to a total are none: their rows hold other amounts before the last. Nor is a tax what a
    label calls otherwise, one of `others`. The tax alone may be without cents, as programs print it: `3.800`.
    """
    found = set()
    amounts = [amount for amount in amounts if amount.is_money or _MARKED.search(amount.cell.text)][-_MOST_AMOUNTS:]
    in_lines = _amounts_in_lines(amounts)
    for at, net in ((at, amount) for at, amount in enumerate(amounts) if amount.is_money):
        below = [amount for amount in amounts[at + 1 :] if _is_below(net, amount)]
        for index, tax in enumerate(below):
            if tax in others or (tax in in_lines and net in in_lines):
                continue
            total = net.value + tax.value
            if _may_be_tax(tax, net) and any(o.is_money and o.value == total for o in below[index + 1 :]):
                found.add((net.value, tax.value, total))
    return frozenset(found)


def _may_be_tax(tax: Amount, net: Amount) -> bool:
    return 0 < abs(tax.value) < abs(net.value) * _LARGEST_RATE and net.value * tax.value > 0


def _amounts_in_lines(amounts: Sequence[Amount]) -> frozenset[Amount]:
    """The amounts with another amount to their left on the row."""
    first: dict[tuple[int, int], float] = {}
    for amount in amounts:
        place = (amount.cell.page, amount.cell.row)
        first[place] = min(amount.box.x0, first.get(place, amount.box.x0))
    return frozenset(a for a in amounts if a.box.x0 > first[a.cell.page, a.cell.row])


def _is_below(above: Amount, below: Amount) -> bool:
    same_page = above.cell.page == below.cell.page and 0 < below.cell.row - above.cell.row <= _MOST_ROWS
    return same_page and abs(above.box.x1 - below.box.x1) <= 1.5 * above.box.height
