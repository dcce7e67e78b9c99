"""Fit the last step: monotone maps from the ranker's probabilities to how often such values are right.

Only the value that is shown counts, and all documents count the same. Beta calibration by Newton's method with a
little pull towards the map that changes nothing, for some groups have few values.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extractors.ranking.calibration import Calibration

PULL = 2.0
_ROUNDS = 60
_LEAST = 1e-4
_CHANGES_NOTHING = np.array([1.0, 1.0, 0.0])
_STRENGTH = np.array([1.0, 1.0, 0.05])

Numbers = npt.NDArray[np.float64]


def fit_map(shares: Sequence[float], right: Sequence[bool], pull: float = PULL) -> Calibration:
    """The map of probabilities whose values are right or not; the one that changes nothing where there are none."""
    if not shares:
        return Calibration()
    p = np.clip(np.array(shares), _LEAST, 1 - _LEAST)
    told = np.column_stack([np.log(p), -np.log(1 - p), np.ones(len(p))])
    y = np.array(right, dtype=np.float64)
    for free in ((True, True, True), (True, False, True), (False, True, True), (False, False, True)):
        found = _newton(told, y, np.array(free), pull)
        if min(found[0], found[1]) >= 0:
            break
    return Calibration(*(round(float(number), 5) for number in found))


def _newton(told: Numbers, y: Numbers, free: npt.NDArray[np.bool_], pull: float) -> Numbers:
    """The weights with the least loss; those that are not free are 0."""
    weights = _CHANGES_NOTHING * free
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(told @ weights, -30, 30)))
        slope = told.T @ (p - y) + pull * _STRENGTH * (weights - _CHANGES_NOTHING)
        curve = (told * (p * (1 - p))[:, np.newaxis]).T @ told + pull * np.diag(_STRENGTH)
        step = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        weights[free] -= np.clip(step, -2, 2)
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights
