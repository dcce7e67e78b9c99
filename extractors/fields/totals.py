"""Find the document totals (BT-109, BT-110, BT-112, BT-115) by their labels and by arithmetic.

Labels propose values for each total; every combination of net, tax, gross and amount due is weighed as a whole: labels
add up, sums that fit (BR-CO-15, printed tax rates, prepaid amounts) raise a combination, sums that do not lower it. The
probability of a value is its share over all combinations, so none is dropped and a value that no label names can be
found by its sum. Only printed values are found.

Source: EN 16931-1:2017, BG-22.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import exp

from extractors.fields.amount_odds import TERMS, Option, weigh_amounts
from extractors.fields.sums import Stack, Sums, find_stacks
from extractors.fields.survey import Survey
from models.evidence import Candidate
from models.terms import Term

MOST_OPTIONS = 7
DUE_IS_GROSS = 0.8
DUE_ODD = -0.8
DUE_IS_LEFT = 1.6
LEAST_SHARE = 0.02


def find_totals(survey: Survey) -> list[Candidate]:
    """Candidates of the four totals by descending probability, at most one per value and term."""
    weighed = weigh_amounts(survey)
    if not any(weighed.options.values()):
        return []
    stacks = find_stacks(survey.amounts, weighed.others)
    sums = Sums(_rates(survey), _tax_sums(weighed.options), weighed.roundings, stacks)
    paid = frozenset(abs(amount.value) for amount in weighed.paid) | weighed.roundings
    shares = _shares(_shortlists(weighed.options, stacks), sums, paid)
    found = [_candidate(term, option, share) for (term, _), (option, share) in shares.items() if share >= LEAST_SHARE]
    return sorted(found, key=lambda c: (-c.probability, c.term.key, c.evidence.page or 0))


def _rates(survey: Survey) -> frozenset[Decimal]:
    return frozenset(rate.value for rate in survey.rates if 0 < rate.value <= 50)


def _shortlists(options: Mapping[Term, Sequence[Option]], stacks: Iterable[Stack]) -> list[list[Option | None]]:
    """The likeliest options of each total, those that complete a sum, and none."""
    net, tax, gross, due = (
        [option for option in options[term] if option.reason != "unlabelled"][:MOST_OPTIONS] for term in TERMS
    )
    sums = {
        Term.TOTAL_NET: {g.value - t.value for g in gross[:4] for t in tax[:4]} | {stack[0] for stack in stacks},
        Term.TOTAL_TAX: {g.value - n.value for g in gross[:4] for n in net[:4]} | {stack[1] for stack in stacks},
        Term.TOTAL_GROSS: {n.value + t.value for n in net[:4] for t in tax[:4] if t.value} | {s[2] for s in stacks},
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
    shortlists: Sequence[Sequence[Option | None]], sums: Sums, paid: frozenset[Decimal]
) -> Mapping[tuple[Term, Decimal], tuple[Option, float]]:
    """The share of each value among all combinations, weighed by the odds of each."""
    weights: dict[tuple[Term, Decimal], float] = defaultdict(float)
    chosen: dict[tuple[Term, Decimal], Option] = {}
    total = 0.0
    net, tax, gross, due = shortlists
    for triple in product(net, tax, gross):
        base = sum(option.log_odds for option in triple if option)
        base += sums.odds(*(option.value if option else None for option in triple))
        for last in due:
            weight = exp(base + _due_odds(last, triple[2], paid))
            total += weight
            for term, option in zip(TERMS, (*triple, last), strict=True):
                if option:
                    weights[term, option.value] += weight
                    chosen[term, option.value] = option
    return {key: (chosen[key], weight / total) for key, weight in weights.items()}


def _due_odds(due: Option | None, gross: Option | None, paid: frozenset[Decimal]) -> float:
    """What is due is the gross total, or what of it is left after a payment that is printed."""
    if due is None:
        return 0.0
    if gross is None:
        return due.log_odds
    if due.value == gross.value:
        return due.log_odds + DUE_IS_GROSS
    return due.log_odds + (DUE_IS_LEFT if abs(gross.value) - abs(due.value) in paid else DUE_ODD)


def _candidate(term: Term, option: Option, share: float) -> Candidate:
    return Candidate(term, option.value, min(share, 0.999), option.amount.cell.evidence(), option.reason)
