"""What the policy of a house would book unseen: one half of the documents is reviewed, the other is judged.

Many times, by halves drawn by chance. The policy is the house's own (`models.risk_control`, `models.unseen`): what
something stands against, such as a required field with one witness, neither is evidence nor goes through. The reviewed
half is looked at once and whole; a house that reviews as documents come looks at 299, 598, ... of them, and so at less.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractors.document import READING_VERSION
from flows.unseen_score import Seen
from models.risk_control import Reviewed, documents_needed, lowest_threshold
from models.standing import standing
from models.unseen import Lane, Obstacle, Policy, lane_of

BOUNDS = (10, 20, 50, 100, 200)
TIMES = 20
_SEED = 1

Choose = Callable[[Sequence[Seen], int], float | None]
"""The threshold that reviewed documents give at a bound."""


@dataclass(frozen=True, slots=True)
class Half:
    """What went through of a half that was judged, `of` documents, and how many of these were wrong."""

    through: int
    wrong: int
    of: int

    def keeps(self, bound: int) -> bool:
        return self.wrong * bound <= self.through


@dataclass(frozen=True, slots=True)
class Trial:
    """At most 1 in `bound` may be wrong. `needed` documents must be reviewed, when none is wrong.

    `half` are reviewed each time, those included that something stands against; `judged` are the other halves.
    """

    bound: int
    needed: int
    half: int
    judged: tuple[Half, ...]

    @property
    def covered(self) -> int:
        return sum(half.through for half in self.judged)

    @property
    def wrong(self) -> int:
        return sum(half.wrong for half in self.judged)

    @property
    def of(self) -> int:
        return sum(half.of for half in self.judged)

    @property
    def times(self) -> int:
        return len(self.judged)

    @property
    def kept(self) -> int:
        """In how many halves no more were wrong than the bound allows."""
        return sum(half.keeps(self.bound) for half in self.judged)

    @property
    def shares(self) -> tuple[float, ...]:
        """The shares that went through, the least first."""
        return tuple(sorted(half.through / half.of for half in self.judged if half.of))


def try_bounds(documents: Sequence[Seen], times: int = TIMES) -> tuple[Trial, ...]:
    """A trial of each usual bound."""
    return tuple(try_bound(documents, bound, times) for bound in BOUNDS)


def look_once(reviewed: Sequence[Seen], bound: int) -> float | None:
    """By one look at all of them."""
    return lowest_threshold(_evidence(reviewed), 1 / bound)


def look_as_a_house(reviewed: Sequence[Seen], bound: int) -> float | None:
    """By the looks of a house that reviewed them one after the other."""
    return standing(_evidence(reviewed), 1 / bound).threshold


def try_bound(documents: Sequence[Seen], bound: int, times: int = TIMES, choose: Choose = look_once) -> Trial:
    """Draw halves so many times; the same documents give the same halves."""
    chance, half = random.Random(_SEED), len(documents) // 2  # noqa: S311 - halves guard no secret
    judged = []
    for _ in range(times):
        drawn = chance.sample(documents, k=len(documents))
        judged.append(go_through(drawn[half:], choose(drawn[:half], bound), bound))
    return Trial(bound, documents_needed(1 / bound), half, tuple(judged))


def go_through(documents: Sequence[Seen], threshold: float | None, bound: int) -> Half:
    """What of some documents would be booked unseen from a threshold on."""
    policy = Policy(bound=bound, threshold=threshold, reader=READING_VERSION)
    through = [seen for seen in documents if _lane(policy, seen) is Lane.SHADOW]
    return Half(len(through), sum(bool(seen.wrong) for seen in through), len(documents))


def _lane(policy: Policy, seen: Seen) -> Lane:
    return lane_of(policy, seen.id, seen.score, seen.obstacle, READING_VERSION)


def _evidence(reviewed: Iterable[Seen]) -> list[Reviewed]:
    return [Reviewed(seen.score, bool(seen.wrong)) for seen in reviewed if seen.obstacle is Obstacle.NONE]
