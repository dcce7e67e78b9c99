"""From the recogniser's steps along a line to its characters: the likeliest at each step, and the runners-up.

At each step the recogniser gives every character it knows a probability, and one to none at all. Steps on end with the
same winner are one character (CTC; Graves 2006). Where no step of a character is sure, the second is kept beside it.
Between two characters a space that did not win, but was seen, still parts two words: what is printed close together is
often read without one. Two digits are parted only where it was seen clearly.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from extractors.ocr.lines import LineText
from extractors.pixels import Floats

_NONE = 0  # the output that stands for no character
_SURE = 0.9  # probability of a character above which nobody asks for the second
_LEAST = 0.05  # probability of a second that is worth keeping
_SEEN, _CLEARLY_SEEN = 0.1, 0.3  # probability of a space


def decode(steps: Floats, characters: Sequence[str], share: float = 1.0) -> LineText:
    """The line that the probabilities say, steps by characters; the first is none. The line takes `share` of the steps.

    >>> steps = np.array([[0.05, 0.8, 0.15, 0.0], [0.9, 0.1, 0.0, 0.0], [0.0, 0.3, 0.7, 0.0]])
    >>> decode(steps, ["", "8", "B", " "]).runners_up
    {0: ('B', 0.15), 1: ('8', 0.3)}
    """
    best = steps.argmax(axis=1)
    begins = best != _NONE
    begins[1:] &= best[1:] != best[:-1]
    at = np.flatnonzero(begins)
    text = "".join(characters[winner] for winner in best[at])
    confidences = [round(float(sure), 5) for sure in steps[at, best[at]]]
    centres = np.minimum(1.0, (at + 0.5) / max(len(steps) * share, 1.0)).tolist()
    parted = frozenset(_parted(steps[:, characters.index(" ")], at, text))
    return LineText(text, confidences, centres, dict(_runners_up(steps, best, at, characters)), parted)


def _parted(space: np.ndarray, begins: np.ndarray, text: str) -> Iterator[int]:
    """The places in the text before which a space was seen that no step took for the likeliest."""
    for step in np.flatnonzero(space >= _SEEN):
        place = int(np.searchsorted(begins, step))
        if not 0 < place < len(text) or begins[place] == step or " " in text[place - 1 : place + 1]:
            continue
        if space[step] >= _CLEARLY_SEEN or not text[place - 1 : place + 1].isdecimal():
            yield place


def _runners_up(
    steps: Floats, best: np.ndarray, begins: np.ndarray, characters: Sequence[str]
) -> Iterator[tuple[int, tuple[str, float]]]:
    """For each character that no step is sure of, by its place: the second, or none, and its probability."""
    unsure = np.flatnonzero(steps[begins, best[begins]] < _SURE)
    for place in unsure:
        start = begins[place]
        end = start + int(np.argmin(np.append(best[start:] == best[start], False)))
        most = steps[start:end].max(axis=0)
        if most[best[start]] >= _SURE:
            continue
        most[best[start]] = 0.0
        second = int(most.argmax())
        if most[second] >= _LEAST:
            yield int(place), (characters[second] if second != _NONE else "", round(float(most[second]), 5))
