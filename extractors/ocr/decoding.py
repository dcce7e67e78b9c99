"""From the recogniser's steps along a line to its characters: the likeliest at each step, and the runners-up.

At each step the recogniser gives every character it knows a probability, and one to none at all. Steps on end with the
same winner are one character (CTC; Graves 2006). Where no step of a character is sure, the second is kept beside it.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from extractors.ocr.lines import LineText
from extractors.pixels import Floats

_NONE = 0  # the output that stands for no character
_SURE = 0.9  # probability of a character above which nobody asks for the second
_LEAST = 0.05  # probability of a second that is worth keeping


def decode(steps: Floats, characters: Sequence[str], share: float = 1.0) -> LineText:
    """The line that the probabilities say, steps by characters; the first is none. The line takes `share` of the steps.

    >>> decode(np.array([[0.05, 0.8, 0.15], [0.9, 0.1, 0.0], [0.0, 0.3, 0.7]]), ["", "8", "B"]).runners_up
    {0: ('B', 0.15), 1: ('8', 0.3)}
    """
    best = steps.argmax(axis=1)
    begins = best != _NONE
    begins[1:] &= best[1:] != best[:-1]
    at = np.flatnonzero(begins)
    text = "".join(characters[winner] for winner in best[at])
    confidences = [round(float(sure), 5) for sure in steps[at, best[at]]]
    centres = np.minimum(1.0, (at + 0.5) / max(len(steps) * share, 1.0)).tolist()
    return LineText(text, confidences, centres, dict(_runners_up(steps, best, at, characters)))


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
