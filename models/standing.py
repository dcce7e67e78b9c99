"""Where an organisation stands: from which score on its documents may be booked unseen now, and why.

The threshold goes down only at looks, each at twice the reviewed documents of the one before: who looks after every
document waits until chance is kind, and breaks the bound far more often than promised. It goes up at once. When the
newest documents are wrong far more often than the bound, what older ones showed is no evidence any more, and nothing
goes through.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from models.risk_control import Reviewed, at_most, counts_from, documents_needed, holds, lowest_threshold

GROWTH = 2
NEWEST = 100
"""Of so many documents at or above the threshold, the newest, drift is told."""
ALARM = 0.01
"""How rare as many wrong ones must be among them, were the bound kept."""


class Reason(StrEnum):
    """Why the threshold is where it is."""

    HOLDS = "holds"
    TOO_FEW = "too_few"  # reviewed documents, even if none were wrong
    NOT_SHOWN = "not_shown"  # too many of them were wrong to show that the bound is kept
    TIGHTENED = "tightened"  # it held at the last look and would not now
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Standing:
    """`threshold` is None when nothing may go through. `wrong` of `of` reviewed documents are those at or above it."""

    threshold: float | None
    reason: Reason
    wrong: int = 0
    of: int = 0


def standing(reviewed: Sequence[Reviewed], bound: float) -> Standing:
    """Where an organisation stands after these documents, the oldest decision first. The same give the same."""
    looked = reviewed[: look_size(len(reviewed), bound)]
    if not looked:
        return Standing(None, Reason.TOO_FEW)
    threshold = lowest_threshold(looked, bound)
    if threshold is None:
        return Standing(None, Reason.NOT_SHOWN)
    if has_drifted(reviewed, threshold, bound):
        return Standing(None, Reason.DRIFT)
    if holds(*counts_from(reviewed, threshold), bound):
        return Standing(threshold, Reason.HOLDS, *counts_from(reviewed, threshold))
    tighter = lowest_threshold(reviewed, bound)
    if tighter is None:
        return Standing(None, Reason.TIGHTENED)
    threshold = max(threshold, tighter)
    return Standing(threshold, Reason.TIGHTENED, *counts_from(reviewed, threshold))


def look_size(count: int, bound: float) -> int:
    """How many of `count` reviewed documents the last look took; 0 before the first.

    >>> [look_size(count, 1 / 100) for count in (298, 299, 597, 598)]
    [0, 299, 299, 598]
    """
    return max((size for size in takewhile(lambda size: size <= count, _looks(bound))), default=0)


def has_drifted(reviewed: Sequence[Reviewed], threshold: float, bound: float) -> bool:
    """Whether the newest documents at or above the threshold are wrong more often than the bound can explain.

    >>> good, bad = Reviewed(1, False), Reviewed(1, True)
    >>> has_drifted([good] * 98 + [bad] * 2, 1, 1 / 100), has_drifted([good] * 95 + [bad] * 5, 1, 1 / 100)
    (False, True)
    """
    newest = [document for document in reviewed if document.score >= threshold][-NEWEST:]
    wrong = sum(document.wrong for document in newest)
    return wrong > 0 and 1 - at_most(wrong - 1, len(newest), bound) < ALARM


def reviews_missing(reviewed: Sequence[Reviewed], bound: float) -> int:
    """How many further documents the next look that can find a threshold waits for, if all of them are right.

    They are taken for surer than any before; 0 when there is a threshold now.

    >>> reviews_missing([], 1 / 100), reviews_missing([Reviewed(0.9, False)] * 100, 1 / 100)
    (299, 199)
    """
    if standing(reviewed, bound).threshold is not None:
        return 0
    missing = (size - len(reviewed) for size in _looks(bound) if size > len(reviewed))
    surest = Reviewed(2.0, wrong=False)
    return next(more for more in missing if lowest_threshold([*reviewed, *[surest] * more], bound) is not None)


def _looks(bound: float) -> Iterator[int]:
    """The numbers of reviewed documents at which it is looked, without end."""
    size = documents_needed(bound)
    while True:
        yield size
        size *= GROWTH
