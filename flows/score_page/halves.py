"""What the policy of a house would let through: a threshold found on one half of the documents, judged on the other.

Twenty times, by halves drawn by chance. The score is that of `models.unseen`; whether a field has a second witness is
left out of account.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from models.risk_control import Reviewed, counts_from, documents_needed, lowest_threshold

BOUNDS = (10, 20, 50, 100, 200)
TIMES = 20
_SEED = 1


@dataclass(frozen=True, slots=True)
class Trial:
    """At most 1 in `bound` may be wrong. Over all times `covered` of `of` documents of the other halves were covered.

    `wrong` of these were wrong, and `kept` of `TIMES` no more than the bound. `needed` documents must be in a half,
    when none is wrong, and `half` are.
    """

    bound: int
    needed: int
    half: int
    covered: int
    of: int
    wrong: int
    kept: int


def try_bounds(documents: Sequence[Reviewed]) -> tuple[Trial, ...]:
    """A trial of each bound."""
    return tuple(_try(documents, bound) for bound in BOUNDS)


def _try(documents: Sequence[Reviewed], bound: int) -> Trial:
    chance, half = random.Random(_SEED), len(documents) // 2  # noqa: S311 - halves guard no secret
    covered = wrong = kept = 0
    for _ in range(TIMES):
        drawn = chance.sample(documents, k=len(documents))
        threshold = lowest_threshold(drawn[:half], 1 / bound)
        found = (0, 0) if threshold is None else counts_from(drawn[half:], threshold)
        wrong, covered = wrong + found[0], covered + found[1]
        kept += found[0] * bound <= found[1]
    return Trial(bound, documents_needed(1 / bound), half, covered, TIMES * (len(documents) - half), wrong, kept)
