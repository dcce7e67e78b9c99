"""Choosing among values of one term: the share of each value, and of none at all."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import exp

from models.evidence import Candidate, Evidence, Value
from models.plain_text import letters
from models.terms import Term

LEAST_SHARE = 0.02
REPEATED = 0.3
MOST_REPEATS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One value where it was read, with log-odds against its not being the term's value."""

    value: Value
    log_odds: float
    evidence: Evidence
    reason: str = ""


def share_out(term: Term, choices: Iterable[Choice], *, none: float = 0.0) -> list[Candidate]:
    """Candidates whose probabilities, with that of no value at all, sum to one; the likeliest first.

    Readings of one value strengthen it a little. `none` is the log-odds that the term is absent.
    """
    best = _merge(choices)
    total = exp(none) + sum(exp(choice.log_odds) for choice in best)
    found = [
        Candidate(term, choice.value, min(0.995, exp(choice.log_odds) / total), choice.evidence, choice.reason)
        for choice in best
    ]
    return sorted((c for c in found if c.probability >= LEAST_SHARE), key=lambda c: -c.probability)


def _merge(choices: Iterable[Choice]) -> list[Choice]:
    """One choice per value: the best reading, raised a little for each further one."""
    by_value: dict[Hashable, list[Choice]] = {}
    for choice in choices:
        by_value.setdefault(_key(choice.value), []).append(choice)
    return [_strengthened(sorted(found, key=lambda c: -c.log_odds)) for found in by_value.values()]


def _strengthened(found: list[Choice]) -> Choice:
    first = found[0]
    repeats = min(MOST_REPEATS, len(found) - 1)
    return Choice(first.value, first.log_odds + REPEATED * repeats, first.evidence, first.reason)


def _key(value: Value) -> Hashable:
    return letters(value) if isinstance(value, str) else value
