"""Whether confidences are true: of what is said with 90 percent, nine in ten should be right.

Predictions are sorted into ten bins of equal width, as `score.py` of the corpora does; the expected calibration error
(ECE) is the mean distance between confidence and share right, weighted by how many predictions a bin holds.

Source: C. Guo et al. (2017), On calibration of modern neural networks, ICML.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like confidence: how many, how many of them right, and their mean confidence."""

    number: int
    count: int
    right: int
    confidence: float

    @property
    def low(self) -> float:
        return self.number / BINS

    @property
    def high(self) -> float:
        return (self.number + 1) / BINS

    @property
    def gap(self) -> float:
        """The share right less the mean confidence: below nothing where too sure."""
        return self.right / self.count - self.confidence


def bins_of(predictions: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """The bins that hold any prediction, from the least sure.

    >>> bins_of([(0.95, True), (1.0, False), (0.2, False)])[-1]
    Bin(number=9, count=2, right=1, confidence=0.975)
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in predictions:
        held.setdefault(min(BINS - 1, int(confidence * BINS)), []).append((confidence, right))
    return tuple(_bin(number, held[number]) for number in sorted(held))


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The ECE; None when there are no predictions."""
    count = sum(found.count for found in bins)
    return sum(found.count * abs(found.gap) for found in bins) / count if count else None


def brier(predictions: Sequence[tuple[float, bool]]) -> float | None:
    """The mean squared distance between confidence and outcome; None when there are no predictions."""
    if not predictions:
        return None
    return sum((confidence - right) ** 2 for confidence, right in predictions) / len(predictions)


def _bin(number: int, held: Sequence[tuple[float, bool]]) -> Bin:
    confidence = sum(confidence for confidence, _ in held) / len(held)
    return Bin(number, len(held), sum(right for _, right in held), confidence)
