"""From the probability of every word to spans: runs of words that likely belong to one name.

Tags are `B-ORG`, `I-ORG`, `B-PERSON`, `I-PERSON` for the first and further words of a name, and `ADDRESS`, `BANK`,
`CONTACT` and `O`. A run has at least one word whose probabilities of the run's kind add up to `SURE`, and goes on
while they add up to `LEAST`; a new name begins where beginning is `CLEARLY` likelier than going on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from extractors.parties.reading import Probabilities
from extractors.parties.tokens import LINE_END, Token

SURE, LEAST = 0.4, 0.2
CLEARLY = 4
TAGS = ("O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON", "ADDRESS", "BANK", "CONTACT")

_OTHERS: tuple[Literal["ADDRESS"], Literal["BANK"], Literal["CONTACT"]] = ("ADDRESS", "BANK", "CONTACT")
_MARKS = frozenset(",;:|·•*-–/+'\"(&")

Label = Literal["ORG", "PERSON", "ADDRESS", "BANK", "CONTACT"]
Column = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Run:
    """The words `first` to `last`, both within."""

    first: int
    last: int
    label: Label
    score: float


def spans_of(tokens: Sequence[Token], probability: Probabilities) -> list[Run]:
    """The runs of all kinds in reading order; runs of different kinds do not overlap unless both are likely."""
    org = probability["B-ORG"] + probability["I-ORG"]
    person = probability["B-PERSON"] + probability["I-PERSON"]
    further = probability["I-ORG"] + probability["I-PERSON"]
    begins = org + person - further > CLEARLY * further
    found = [_name(run, org, person) for run in _runs(tokens, org + person, begins)]
    for label in _OTHERS:
        likely = probability[label]
        found += [Run(*run, label, _mean(likely, run)) for run in _runs(tokens, likely, np.zeros_like(begins))]
    return sorted(found, key=lambda run: (run.first, run.last))


def _name(run: tuple[int, int], org: Column, person: Column) -> Run:
    label: Label = "ORG" if _mean(org, run) >= _mean(person, run) else "PERSON"
    return Run(*run, label, _mean(org + person, run))


def _runs(tokens: Sequence[Token], likely: Column, begins: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Longest stretches of fairly likely words of one line around a likely one, cut where a new one begins."""
    inside = (likely >= LEAST) & np.array([token.plain != LINE_END for token in tokens])
    starts = inside & (begins | ~np.concatenate(([False], inside[:-1])))
    for first, following in pairwise([*np.flatnonzero(starts).tolist(), len(tokens)]):
        last = first + int(np.argmin(np.append(inside[first:following], False))) - 1
        run = _trimmed(tokens, first, last)
        letters = sum(char.isalpha() for token in tokens[run[0] : run[1] + 1] for char in token.plain)
        if letters > 1 and likely[run[0] : run[1] + 1].max() >= SURE:
            yield run


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Without marks around the run; an ampersand or a number may begin a name, a dot or a parenthesis may end it."""
    while first < last and not tokens[first].plain[0].isalnum():
        first += 1
    while last > first and tokens[last].plain in _MARKS:
        last -= 1
    return first, last


def _mean(column: Column, run: tuple[int, int]) -> float:
    return round(float(column[run[0] : run[1] + 1].mean()), 4)
