"""From which score on documents may be booked unseen, so that no more are wrong than the operator bears.

Reviewed documents tell, each with its score and whether it was wrong. A threshold holds when so few wrong ones above it
would be seen in no more than 5 of 100 cases if the true share of wrong ones were larger than the bound: the one-sided
bound of Clopper and Pearson. Choosing the best of many thresholds is many tests; so they are taken in a fixed sequence,
from the safest down, and the first that fails ends it: in steps, each to the number with which one more wrong one is
bearable, and at last one by one, for the worst stand together at the end. How many documents each test takes is fixed
by their number alone, never by what was wrong with them. Then the chance that the chosen threshold breaks the bound is
5 in 100 at most, wherever documents of lower scores are wrong no less often (`docs/decisions/0036-*`).

Source: A. N. Angelopoulos et al. (2021), Learn then Test: Calibrating predictive algorithms to achieve risk control,
arXiv:2110.01052, fixed sequence testing; C. J. Clopper and E. S. Pearson (1934), Biometrika 26.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import exp, lgamma, log, log1p

CONFIDENCE = 0.95
_STEPS = 60
_NOTHING = 1e-18
"""So small a part of a sum changes no digit of it."""
_BETTER_HALF = 0.5
"""The first test takes the better half: few documents can fail by one wrong one, all by the worst of them."""
_ONE_BY_ONE = 0.9
"""From the last step within this share of the documents on, each test takes one more: a further step may be all bad."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document that a person has looked at: how sure we were of it, and whether anything was wrong."""

    score: float
    wrong: bool


def holds(wrong: int, of: int, bound: float, confidence: float = CONFIDENCE) -> bool:
    """Whether `wrong` of `of` show that the share of wrong ones is below the bound.

    >>> holds(0, 299, 1 / 100), holds(0, 298, 1 / 100), holds(1, 473, 1 / 100)
    (True, False, True)
    """
    return of > 0 and at_most(wrong, of, bound) <= 1 - confidence


def upper_bound(wrong: int, of: int, confidence: float = CONFIDENCE) -> float:
    """The share above which so few wrong ones are seen in no more than `1 - confidence` of cases; 1 if none is known.

    >>> round(upper_bound(0, 299), 4), upper_bound(0, 0)
    (0.01, 1.0)
    """
    if wrong >= of:
        return 1.0
    low, high = wrong / of, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(wrong, of, middle, confidence) else (middle, high)
    return high


@cache
def documents_needed(bound: float, wrong: int = 0) -> int:
    """The fewest reviewed documents with which the bound holds, when so many of them are wrong.

    >>> [documents_needed(1 / 100, wrong) for wrong in range(3)], documents_needed(1 / 500)
    ([299, 473, 628], 1497)
    """
    low, high = wrong, max(2 * wrong, 1)
    while not holds(wrong, high, bound):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(wrong, middle, bound) else (middle, high)
    return high


def steps_to_test(count: int, bound: float) -> tuple[int, ...]:
    """How many of `count` documents each step takes, the surest first: where one more wrong one becomes bearable.

    Empty when there are too few for any.

    >>> steps_to_test(298, 1 / 100), steps_to_test(400, 1 / 100), steps_to_test(1000, 1 / 100)
    ((), (299,), (473, 628, 773))
    """
    sizes: list[int] = []
    while not sizes or sizes[-1] <= count:
        sizes.append(documents_needed(bound, len(sizes)))
    fitting = sizes[:-1]
    if not fitting:
        return ()
    start = max([size for size in fitting if size <= _BETTER_HALF * count], default=fitting[0])
    return tuple(size for size in fitting if start <= size <= max(start, _ONE_BY_ONE * count))


def lowest_threshold(reviewed: Iterable[Reviewed], bound: float) -> float | None:
    """The lowest score that the tests reach; None when the first fails or there are too few documents.

    Those taken one by one end at the first wrong one after which no other would be borne. Documents with the score of
    the last one that a test takes are all taken.
    """
    ordered = sorted(reviewed, key=lambda document: -document.score)
    falling = [-document.score for document in ordered]
    wrong = [0, *accumulate(document.wrong for document in ordered)]
    chosen, borne = None, 0
    steps = steps_to_test(len(ordered), bound)
    for rank in steps:
        covered = bisect_right(falling, falling[rank - 1])
        if not holds(wrong[covered], covered, bound):
            return chosen
        chosen, borne = ordered[rank - 1].score, wrong[covered]
    for rank in range(steps[-1] + 1, len(ordered) + 1) if steps else ():
        covered = bisect_right(falling, falling[rank - 1])
        if not holds(wrong[covered] + (wrong[covered] > borne), covered, bound):
            return chosen
        chosen = ordered[rank - 1].score
    return chosen


def counts_from(reviewed: Sequence[Reviewed], threshold: float) -> tuple[int, int]:
    """How many of those at or above the threshold are wrong, and how many there are."""
    covered = [document.wrong for document in reviewed if document.score >= threshold]
    return sum(covered), len(covered)


def at_most(wrong: int, of: int, share: float) -> float:
    """The probability of no more than `wrong` of `of`, where each is wrong with probability `share`.

    >>> round(at_most(0, 299, 0.01), 4), at_most(5, 5, 0.5)
    (0.0495, 1.0)
    """
    if wrong >= of or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    if wrong >= of * share:
        return 1.0 - _tail(wrong + 1, of, share, 1)
    return min(1.0, _tail(wrong, of, share, -1))


def _tail(first: int, of: int, share: float, step: int) -> float:
    """The probability of `first` wrong ones and of all numbers that `step` leads to, away from the likeliest.

    Each is less likely than the one before, and known by it; what adds nothing any more ends it.
    """
    ways = lgamma(of + 1) - lgamma(first + 1) - lgamma(of - first + 1)
    term = exp(ways + first * log(share) + (of - first) * log1p(-share))
    odds, n, whole = share / (1 - share), first, 0.0
    while term > whole * _NOTHING:
        whole += term
        term *= (of - n) / (n + 1) * odds if step > 0 else n / (of - n + 1) / odds
        n += step
    return whole
