"""Two ways of doing the same, timed in turns in the same run, so that a busy machine slows both."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench.results import Result


@dataclass(frozen=True, slots=True)
class Spread:
    """What a few rounds gave."""

    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of ours and of its peer, round by round, for one `unit`. `bar`: seconds that our median should keep."""

    name: str
    unit: str
    ours_is: str
    peer_is: str
    ours: tuple[float, ...]
    peer: tuple[float, ...]
    bar: float | None = None

    @property
    def ratio(self) -> Spread:
        """Ours to the peer's, each round for itself."""
        return spread([ours / peer for ours, peer in zip(self.ours, self.peer, strict=True)])

    @property
    def more(self) -> Spread:
        """Seconds that ours takes beyond the peer."""
        return spread([ours - peer for ours, peer in zip(self.ours, self.peer, strict=True)])

    @property
    def result(self) -> Result:
        """The figure as it is kept: the ratio, or our seconds where the bar is in seconds."""
        if self.bar is None:
            return Result(self.name, self.ratio.median, "times its time", len(self.ours), self.peer_is)
        return Result(self.name, median(self.ours), "s", len(self.ours), self.peer_is, most=self.bar)

    @property
    def keeps_bar(self) -> bool:
        return self.bar is None or median(self.ours) <= self.bar


def spread(values: list[float] | tuple[float, ...]) -> Spread:
    return Spread(median(values), min(values), max(values))


def alternate(
    ours: Callable[[int], float], peer: Callable[[int], float], rounds: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Seconds of both, in turns. Each gets the number of the round; round 0 is for warming up and does not count."""
    both = [(ours(number), peer(number)) for number in range(rounds + 1)][1:]
    return tuple(first for first, _ in both), tuple(second for _, second in both)


def seconds_of(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
