"""From what the ranker makes of a value to how often such values are right: one monotone map per group of terms.

Beta calibration in three numbers: the log-odds of the confidence are `a * ln p - b * ln(1 - p) + c`. Neither `a` nor
`b` is negative, so that what was likelier stays likelier.

Source: Kull, Silva Filho, Flach: Beta calibration, AISTATS 2017.
"""

from dataclasses import dataclass
from math import isfinite, log
from typing import Any

from extractors.fields.odds import probability
from models.errors import EngineError

SUREST = 0.999
"""Nothing is ever quite certain."""
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Calibration:
    """The map of one group."""

    a: float = 1.0
    b: float = 1.0
    c: float = 0.0

    def of(self, share: float) -> float:
        """The confidence of a probability.

        >>> round(Calibration().of(0.7), 6)
        0.7
        """
        share = min(max(share, _LEAST), 1 - _LEAST)
        return min(SUREST, probability(self.a * log(share) - self.b * log(1 - share) + self.c))

    @classmethod
    def from_json(cls, data: Any) -> "Calibration":
        """Raises EngineError when the numbers are none of a monotone map."""
        try:
            found = cls(float(data["a"]), float(data["b"]), float(data["c"]))
        except (KeyError, TypeError, ValueError) as error:
            raise EngineError("The calibration of the ranker is damaged. Install Prejeto again.") from error
        if not all(map(isfinite, (found.a, found.b, found.c))) or min(found.a, found.b) < 0:
            raise EngineError("The calibration of the ranker is damaged. Install Prejeto again.")
        return found
