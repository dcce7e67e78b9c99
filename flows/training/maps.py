"""Fit the last step: monotone maps from the ranker's probabilities to how often such values are right.

Only the value that is shown counts. Documents of one kind count the same, and real ones together as much as generated
ones: these are many, and finders know their ways. Beta calibration by Newton's method with a
little pull towards the map that changes nothing, for some groups have few values.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractors.ranking.calibration import Calibration

PULL = 2.0
_ROUNDS = 60
_LEAST = 1e-4
_CHANGES_NOTHING = np.array([1.0, 1.0, 0.0])
_STRENGTH = np.array([1.0, 1.0, 0.05])

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A probability, whether its value is right, and whether it is of a real document."""

    share: float
    right: bool
    real: bool = False


def fit_map(judged: Sequence[Judged], pull: float = PULL) -> Calibration:
    """The map of probabilities whose values are right or not; the one that changes nothing where there are none."""
    if not judged:
        return Calibration()
    shares, right = [one.share for one in judged], [one.right for one in judged]
    p = np.clip(np.array(shares), _LEAST, 1 - _LEAST)
    told = np.column_stack([np.log(p), -np.log(1 - p), np.ones(len(p))])
    y = np.array(right, dtype=np.float64)
    for free in ((True, True, True), (True, False, True), (False, True, True), (False, False, True)):
        found = _newton(_Sample(told, y, _weights(judged)), np.array(free), pull)
        if min(found[0], found[1]) >= 0:
            break
    return Calibration(*(round(float(number), 5) for number in found))


@dataclass(frozen=True, slots=True)
class _Sample:
    """What is told of each value, whether it is right, and how much it counts; the counts come to their number."""

    told: Numbers
    right: Numbers
    counts: Numbers


def _weights(judged: Sequence[Judged]) -> Numbers:
    real = np.array([one.real for one in judged])
    halves = np.where(real, 1 / max(1, int(real.sum())), 1 / max(1, int((~real).sum())))
    return np.asarray(halves * (len(judged) / halves.sum()), dtype=np.float64)


def _newton(sample: _Sample, free: npt.NDArray[np.bool_], pull: float) -> Numbers:
    """The weights with the least loss; those that are not free are 0."""
    weights, told = _CHANGES_NOTHING * free, sample.told
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(told @ weights, -30, 30)))
        slope = told.T @ (sample.counts * (p - sample.right)) + pull * _STRENGTH * (weights - _CHANGES_NOTHING)
        curve = (told * (sample.counts * p * (1 - p))[:, np.newaxis]).T @ told + pull * np.diag(_STRENGTH)
        step = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        weights[free] -= np.clip(step, -2, 2)
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights
