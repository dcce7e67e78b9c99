"""Boosted trees as plain numbers: kept as JSON, checked when they are loaded, walked by numpy.

The nodes of all trees stand in one row of numbers each: which feature, the most it may be to go left, where left and
right are. A leaf leads to itself, so that every value may take as many steps as the deepest tree has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import EngineError

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees whose leaves add up."""

    feature: Indices
    at_most: Floats
    left: Indices
    right: Indices
    leaf: Floats
    roots: Indices
    depth: int

    def score(self, rows: Floats) -> Floats:
        """What the trees add to the log-odds of each row."""
        places = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        each = np.arange(len(rows))[:, np.newaxis]
        for _ in range(self.depth):
            goes_left = rows[each, self.feature[places]] <= self.at_most[places]
            places = np.where(goes_left, self.left[places], self.right[places])
        return np.asarray(self.leaf[places].sum(axis=1), dtype=np.float64)

    @classmethod
    def from_json(cls, data: Mapping[str, Any], features: int) -> "Forest":
        """The forest. Raises EngineError when the numbers are none of a forest over so many features."""
        try:
            forest = cls(
                np.array(data["feature"], dtype=np.intp),
                np.array(data["at_most"], dtype=np.float64),
                np.array(data["left"], dtype=np.intp),
                np.array(data["right"], dtype=np.intp),
                np.array(data["leaf"], dtype=np.float64),
                np.array(data["roots"], dtype=np.intp),
                int(data["depth"]),
            )
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise EngineError("The weights of the ranker are damaged. Install Prejeto again.") from error
        if not forest._is_sound(features):
            raise EngineError("The weights of the ranker are damaged. Install Prejeto again.")
        return forest

    def _is_sound(self, features: int) -> bool:
        count = len(self.feature)
        rows = (self.feature, self.at_most, self.left, self.right, self.leaf)
        if count == 0 or any(row.shape != (count,) for row in rows) or self.roots.ndim != 1:
            return False
        within = all(bool(((row >= 0) & (row < count)).all()) for row in (self.left, self.right, self.roots))
        finite = bool(np.isfinite(self.at_most).all() and np.isfinite(self.leaf).all())
        known = bool(((self.feature >= 0) & (self.feature < features)).all())
        return within and finite and known and 0 <= self.depth <= 64 and isfinite(float(self.leaf.sum()))
