"""Invented organisations whose documents are wrong as often as we say, to try what may be booked unseen.

Each is a score at random and how often a document of that score is wrong. The true share of wrong ones above a
threshold is taken over a large population of its own, not over the documents that were reviewed.
"""

import random
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from models.risk_control import Reviewed

POPULATION = 10_000

Wrongness = Callable[[float], float]


def _as_told(score: float) -> float:
    return 1 - score


def _surer_than_told(score: float) -> float:
    return (1 - score) / 3


def _less_sure_than_told(score: float) -> float:
    return min(1.0, 3 * (1 - score) + 0.002)


def _in_two_kinds(score: float) -> float:
    return 0.001 if score > 0.97 else 0.05


def _just_too_often(_score: float) -> float:
    return 0.0105


def _rarely(_score: float) -> float:
    return 0.002


def _surest_are_worst(score: float) -> float:
    return 0.03 if score > 0.998 else 0.004


def _wall(score: float) -> float:
    return 0.002 if score > 0.95 else 0.3


def _in_turns(score: float) -> float:
    return 0.02 if int(score * 500) % 2 else 0.001


KINDS: dict[str, Wrongness] = {
    "confidence is true": _as_told,
    "three times too cautious": _surer_than_told,
    "three times too sure": _less_sure_than_told,
    "a good kind and a bad one": _in_two_kinds,
    "all just too often wrong": _just_too_often,
    "all rarely wrong": _rarely,
    "the surest are the worst": _surest_are_worst,
    "a wall of bad ones at the end": _wall,
    "good and bad in turns": _in_turns,
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """How its documents are: `places` to which scores are rounded, so that few places make many ties."""

    chance: random.Random
    wrongness: Wrongness
    places: int = 6

    def document(self) -> tuple[float, float]:
        """A score, and how often documents of it are wrong."""
        score = round(self.chance.betavariate(40, 0.8), self.places)
        return score, self.wrongness(score)

    def review(self, count: int) -> list[Reviewed]:
        drawn = (self.document() for _ in range(count))
        return [Reviewed(score, self.chance.random() < often) for score, often in drawn]

    def population(self) -> "Population":
        return Population(sorted(self.document() for _ in range(POPULATION)))


class Population:
    """Everything an organisation will ever receive."""

    def __init__(self, documents: list[tuple[float, float]]) -> None:
        self.scores = [score for score, _ in documents]
        self.sums = [*accumulate((often for _, often in reversed(documents)), initial=0.0)]

    def covered(self, threshold: float | None) -> float:
        """The share of documents at or above a threshold."""
        return self._above(threshold) / len(self.scores)

    def error(self, threshold: float | None) -> float:
        """The true share of wrong ones among them; 0 where there are none."""
        above = self._above(threshold)
        return self.sums[above] / above if above else 0.0

    def _above(self, threshold: float | None) -> int:
        return 0 if threshold is None else len(self.scores) - bisect_left(self.scores, threshold)
