"""Find the document totals (BT-109, BT-110, BT-112, BT-115) by their labels and by arithmetic.

Labels propose values for each total; every combination of net, tax, gross and amount due is weighed as a whole: labels
add up, sums that fit (BR-CO-15, printed tax rates, prepaid amounts) raise a combination, sums that do not lower it. The
probability of a value is its share over all combinations, so none is dropped and a value that no label names can be
found by its sum. Only printed values are found.

Source: EN 16931-1:2017, BG-22.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import exp

from extractors.fields.amount_odds import TERMS, Option, weigh_amounts
from extractors.fields.survey import Survey
from models.evidence import Candidate
from models.money import CENT
from models.terms import Term

MOST_OPTIONS = 7
SUM_FITS = 3.0
SUM_FAILS = -2.6
NO_TAX_FITS = 1.2
RATE_FITS = 1.2
NET_ABOVE_GROSS = -2.5
NET_IS_GROSS = 0.0
TAXES_FIT = 2.2
TAX_TOO_LARGE = -3.0
NO_GROSS = -1.2
DUE_IS_GROSS = 0.8
DUE_AFTER_PAYMENT = 1.0
DUE_ODD = -0.8
LEAST_SHARE = 0.02

Choice = tuple[Option | None, Option | None, Option | None, Option | None]


def find_totals(survey: Survey) -> list[Candidate]:
    """Candidates of the four totals by descending probability, at most one per value and term."""
    options = weigh_amounts(survey)
    if not any(options.values()):
        return []
    shares = _shares(_shortlists(options), _rates(survey), _tax_sums(options))
    found = [_candidate(term, option, share) for (term, _), (option, share) in shares.items() if share >= LEAST_SHARE]
    return sorted(found, key=lambda c: (-c.probability, c.term.key, c.evidence.page or 0))


def _rates(survey: Survey) -> frozenset[Decimal]:
    return frozenset(rate.value for rate in survey.rates if 0 < rate.value <= 50)


def _shortlists(options: Mapping[Term, Sequence[Option]]) -> list[list[Option | None]]:
    """The likeliest options of each total, those that complete a sum, and none."""
    net, tax, gross, due = (
        [option for option in options[term] if option.reason != "unlabelled"][:MOST_OPTIONS] for term in TERMS
    )
    sums = {
        Term.TOTAL_NET: {g.value - t.value for g in gross[:4] for t in tax[:4]},
        Term.TOTAL_TAX: {g.value - n.value for g in gross[:4] for n in net[:4]},
        Term.TOTAL_GROSS: {n.value + t.value for n in net[:4] for t in tax[:4] if t.value},
    }
    for term, chosen in zip(TERMS, (net, tax, gross), strict=False):
        known = {option.value for option in chosen}
        chosen += [o for o in options[term] if o.value in sums[term] and o.value not in known]
    return [[None, *chosen] for chosen in (net, tax, gross, due)]


def _tax_sums(options: Mapping[Term, Sequence[Option]]) -> frozenset[Decimal]:
    """What two or three taxes at different rates come to, where the sum itself is not printed."""
    taxes = [o.value for o in options[Term.TOTAL_TAX] if o.reason != "unlabelled" and o.amount.is_money and o.value][:6]
    return frozenset(sum(some, Decimal(0)) for count in (2, 3) for some in combinations(taxes, count))


def _shares(
    shortlists: Sequence[Sequence[Option | None]], rates: frozenset[Decimal], tax_sums: frozenset[Decimal]
) -> Mapping[tuple[Term, Decimal], tuple[Option, float]]:
    """The share of each value among all combinations, weighed by the odds of each."""
    weights: dict[tuple[Term, Decimal], float] = defaultdict(float)
    chosen: dict[tuple[Term, Decimal], Option] = {}
    total = 0.0
    net, tax, gross, due = shortlists
    for triple in product(net, tax, gross):
        base = _triple_odds(*triple, rates, tax_sums)
        for last in due:
            weight = exp(base + _due_odds(last, triple[2]))
            total += weight
            for term, option in zip(TERMS, (*triple, last), strict=True):
                if option:
                    weights[term, option.value] += weight
                    chosen[term, option.value] = option
    return {key: (chosen[key], weight / total) for key, weight in weights.items()}


def _triple_odds(
    net: Option | None,
    tax: Option | None,
    gross: Option | None,
    rates: frozenset[Decimal],
    tax_sums: frozenset[Decimal],
) -> float:
    odds = sum(option.log_odds for option in (net, tax, gross) if option) + (0.0 if gross else NO_GROSS)
    if net and tax and gross:
        return odds + _sum_odds(net.value, tax.value, gross.value) + _rate_odds(net.value, tax.value, rates)
    if net and gross:
        split = TAXES_FIT if gross.value - net.value in tax_sums else 0.0
        return odds + split + _net_gross_odds(net.value, gross.value, rates)
    if tax and gross:
        return (
            odds
            + (TAX_TOO_LARGE if abs(tax.value) >= abs(gross.value) > 0 else 0.0)
            + _rate_odds(gross.value - tax.value, tax.value, rates)
        )
    return odds + (_rate_odds(net.value, tax.value, rates) if net and tax else 0.0)


def _sum_odds(net: Decimal, tax: Decimal, gross: Decimal) -> float:
    if abs(net + tax - gross) > CENT * 2:
        return SUM_FAILS
    return SUM_FITS if tax and net else NO_TAX_FITS


def _rate_odds(net: Decimal, tax: Decimal, rates: Iterable[Decimal]) -> float:
    """Whether a printed rate turns the net into the tax, to two cents."""
    return RATE_FITS if tax and any(abs(net * rate / 100 - tax) <= CENT * 2 for rate in rates) else 0.0


def _net_gross_odds(net: Decimal, gross: Decimal, rates: Iterable[Decimal]) -> float:
    if abs(net) > abs(gross):
        return NET_ABOVE_GROSS
    return NET_IS_GROSS if net == gross else _rate_odds(net, gross - net, rates)


def _due_odds(due: Option | None, gross: Option | None) -> float:
    if due is None:
        return 0.0
    if gross is None:
        return due.log_odds
    if due.value == gross.value:
        return due.log_odds + DUE_IS_GROSS
    return due.log_odds + DUE_ODD


def _candidate(term: Term, option: Option, share: float) -> Candidate:
    return Candidate(term, option.value, min(share, 0.999), option.amount.cell.evidence(), option.reason)


def iterate_values(candidates: Iterable[Candidate], term: Term) -> Iterator[Decimal]:
    """The amounts proposed for a term, in the order given."""
    return (c.value for c in candidates if c.term is term and isinstance(c.value, Decimal))
