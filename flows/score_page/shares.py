"""Rates with their counts and 95 percent intervals.

Shares have Wilson's interval, shares of errors among few that of Clopper and Pearson. F1 is no share of anything
counted: its interval comes from resampling whole documents, for the fields of one document succeed or fail together.

Source: B. Efron and R. Tibshirani (1993), An Introduction to the Bootstrap, chapter 13 (percentile interval).
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.score_page.judgements import Judgement, Verdict
from models.intervals import clopper_pearson, wilson

RESAMPLES = 1000
_TAIL = 0.025
_SEED = 1


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`, with the edges of the interval. Nothing is known of a share of none."""

    count: int
    of: int
    low: float
    high: float

    @property
    def rate(self) -> float | None:
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many true values were found, how many found ones are not true, how many true ones were not found."""

    right: int = 0
    false: int = 0
    lost: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.false + other.false, self.lost + other.lost)

    @property
    def f1(self) -> float | None:
        both = 2 * self.right + self.false + self.lost
        return 2 * self.right / both if both else None


@dataclass(frozen=True, slots=True)
class F1:
    """F1 with the edges of its interval; all None when nothing was counted."""

    rate: float | None
    low: float | None
    high: float | None


def share(count: int, of: int) -> Share:
    return Share(count, of, *wilson(count, of))


def error_share(count: int, of: int) -> Share:
    return Share(count, of, *clopper_pearson(count, of))


def counts_of(judgements: Iterable[Judgement]) -> Counts:
    """A wrong value is both a false one and a lost one."""
    total = dict.fromkeys(Verdict, 0)
    for found in judgements:
        total[found.verdict] += 1
    wrong = total[Verdict.WRONG]
    return Counts(total[Verdict.RIGHT], wrong + total[Verdict.EXTRA], wrong + total[Verdict.MISSED])


def f1_of(documents: Sequence[Counts]) -> F1:
    """F1 over all documents, each counted by itself. The same documents give the same interval."""
    counted = [one for one in documents if one != Counts()]
    rate = _f1(counted)
    if rate is None:
        return F1(None, None, None)
    chance = random.Random(_SEED)  # noqa: S311 - resampling guards no secret
    found = sorted(_f1(chance.choices(counted, k=len(counted))) or 0.0 for _ in range(RESAMPLES))
    return F1(rate, found[int(_TAIL * RESAMPLES)], found[int((1 - _TAIL) * RESAMPLES) - 1])


def _f1(documents: Iterable[Counts]) -> float | None:
    right = both = 0
    for one in documents:
        right += one.right
        both += 2 * one.right + one.false + one.lost
    return 2 * right / both if both else None
