"""The values that a document may have for each term: all candidates of one value together, with what the finders think.

A value's `share` is what `extractors.arbitration` gives it by the odds of its witnesses; its `odds` are those before
values of the term compete.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.arbitration import PAGE_WITNESSES, agreement, value_key
from extractors.fields.odds import log_odds, probability
from models.evidence import Candidate, Value, Witness
from models.terms import Term


@dataclass(frozen=True)
class Ranked:
    """One value of one term: its candidates, its log-odds by the finders, and its share among the term's values."""

    term: Term
    key: str
    candidates: tuple[Candidate, ...]
    odds: float
    share: float

    @property
    def value(self) -> Value:
        return self.best.value

    @cached_property
    def best(self) -> Candidate:
        """The likeliest candidate that was read on a page, else the likeliest."""
        return max(self.candidates, key=lambda c: (c.evidence.witness in PAGE_WITNESSES, c.probability))

    @cached_property
    def witnesses(self) -> frozenset[Witness]:
        return frozenset(candidate.evidence.witness for candidate in self.candidates)

    @property
    def is_of_pages(self) -> bool:
        """Whether nothing but pages and their codes speaks for the value."""
        return self.witnesses <= {*PAGE_WITNESSES, Witness.QR, Witness.INFERRED}


Values = Mapping[Term, Sequence[Ranked]]


def values_of(candidates: Iterable[Candidate]) -> dict[Term, list[Ranked]]:
    """The values of each term, the likeliest first, in the order of the terms."""
    found: dict[tuple[Term, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        found[candidate.term, value_key(candidate.term, candidate.value)].append(candidate)
    values: dict[Term, list[Ranked]] = {}
    for term in Term:
        same = {key: some for (of, key), some in found.items() if of is term}
        if same:
            odds = {key: agreement(some) for key, some in same.items()}
            most = max(1.0, sum(map(probability, odds.values())))
            ranked = [
                Ranked(term, key, tuple(some), odds[key], probability(odds[key]) / most) for key, some in same.items()
            ]
            values[term] = sorted(ranked, key=lambda value: (-value.share, value.key))
    return values


def margin(value: Ranked, rivals: Sequence[Ranked]) -> float:
    """How far a value is above the likeliest other one of its term, in log-odds."""
    others = [log_odds(other.share) for other in rivals if other is not value]
    return log_odds(value.share) - max(others, default=-8.0)
