"""Processes are killed at random moments, and started again as `prejeto up` does."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from flows.children import Child
from tests.journeys.premises import kill

GAP_SECONDS = (4.0, 12.0)


class Saboteur:
    """Kills one victim every few seconds, each in its turn, the turns shuffled. The same seed makes the same plan."""

    def __init__(self, victims: Sequence[Child], seed: int, gap_seconds: tuple[float, float] = GAP_SECONDS) -> None:
        self.kills: Counter[str] = Counter()
        self._victims = victims
        self._gap_seconds = gap_seconds
        self._random = Random(seed)
        self._turns = self._shuffled()
        self._due = self._next_time()

    def tick(self) -> None:
        """To be called often."""
        for victim in self._victims:
            victim.watch()
        if time.monotonic() >= self._due:
            self._strike(next(self._turns))
            self._due = self._next_time()

    def _strike(self, victim: Child) -> None:
        if victim.alive:
            kill(victim)
            victim.deaths = 0  # it died by our hand: no reason to start it later and later
            self.kills[victim.name] += 1

    def _shuffled(self) -> Iterator[Child]:
        while True:
            yield from self._random.sample(self._victims, len(self._victims))

    def _next_time(self) -> float:
        return time.monotonic() + self._random.uniform(*self._gap_seconds)
