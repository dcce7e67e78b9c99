"""From a recognised line to words with boxes: where each character peaked tells where its word stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from extractors.pixels import Points
from models.geometry import Box
from models.page import Word

_TRIM = 0.12  # of a line's height, above and below: the detector's margin
_MOST_DOUBTS = 3  # characters of a word whose runners-up are tried together
_MOST_READINGS = 4
_WIDE = 3.5  # steps between two characters: a gap that the reader did not call a space


@dataclass(frozen=True, slots=True)
class LineText:
    """One line as read. For each character its confidence and its centre, 0..1 of the line's width.

    Spaces are characters too; their centre means nothing. `runners_up` are what unsure characters may be instead, by
    their place in the text: one character, or none, and its probability. `parted` are the places before which a word
    ends although no space was read.
    """

    text: str
    confidences: Sequence[float]
    centres: Sequence[float]
    runners_up: Mapping[int, tuple[str, float]] = field(default_factory=dict)
    parted: frozenset[int] = frozenset()

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


def split_line(line: LineText, corners: Points) -> tuple[Word, ...]:
    """The words of a line inside the four `corners` of its box in pixels, each with the lowest confidence it holds."""
    step = _step(line)
    runs = list(_runs(line, step))
    edges = _edges(line, runs, step)
    words = zip(runs, edges, strict=True)
    return tuple(
        Word(
            line.text[start:end],
            _box(corners, left, right),
            min(line.confidences[start:end]),
            other_readings(line, start, end),
        )
        for (start, end), (left, right) in words
    )


def other_readings(line: LineText, start: int, end: int) -> tuple[tuple[str, float], ...]:
    """What the characters from `start` to `end` may say instead, the likeliest first: text, and its least probability.

    >>> other_readings(LineText("S0", [0.6, 0.9], [0.2, 0.8], {0: ("5", 0.4)}), 0, 2)
    (('50', 0.4),)
    """
    doubts = {at: line.runners_up[at] for at in range(start, end) if at in line.runners_up}
    if not doubts:
        return ()
    worst = sorted(doubts, key=lambda at: line.confidences[at] - doubts[at][1])[:_MOST_DOUBTS]
    best = [(line.text[at], line.confidences[at]) for at in range(start, end)]
    readings = []
    for instead in list(product((False, True), repeat=len(worst)))[1:]:
        changed = {at for at, is_changed in zip(worst, instead, strict=True) if is_changed}
        characters = [doubts[at] if at in changed else best[at - start] for at in range(start, end)]
        odds = prod(doubts[at][1] / max(line.confidences[at], doubts[at][1]) for at in changed)
        readings.append((odds, "".join(text for text, _ in characters), min(sure for _, sure in characters)))
    readings.sort(key=lambda reading: -reading[0])
    return tuple((text, sure) for _, text, sure in readings[:_MOST_READINGS] if text.strip())


def _step(line: LineText) -> float:
    """The usual distance of two neighbouring characters, in shares of the line."""
    pairs = zip(range(len(line.text) - 1), line.text, line.text[1:], strict=False)
    steps = sorted(line.centres[i + 1] - line.centres[i] for i, one, two in pairs if one != " " and two != " ")
    return steps[len(steps) // 2] if steps else 1 / max(len(line.text), 1)


def _runs(line: LineText, step: float) -> Iterator[tuple[int, int]]:
    """Start and end of each word: between spaces, parted places, and gaps too wide to be within a word."""
    start: int | None = None
    for index, character in enumerate(line.text):
        if character.isspace():
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index
        elif index in line.parted or line.centres[index] - line.centres[index - 1] > _WIDE * step:
            yield start, index
            start = index
    if start is not None:
        yield start, len(line.text)


def _edges(line: LineText, runs: Sequence[tuple[int, int]], step: float) -> list[tuple[float, float]]:
    """Left and right of each word in shares of the line; neighbours meet half-way at most."""
    lefts = [max(0.0, line.centres[start] - 0.55 * step) for start, _ in runs]
    rights = [min(1.0, line.centres[end - 1] + 0.55 * step) for _, end in runs]
    for index in range(len(runs) - 1):
        if rights[index] > lefts[index + 1]:
            rights[index] = lefts[index + 1] = (rights[index] + lefts[index + 1]) / 2
    return list(zip(lefts, rights, strict=True))


def _box(corners: Points, left: float, right: float) -> Box:
    top_left, top_right, bottom_right, bottom_left = corners.astype(float)
    top = [top_left + (top_right - top_left) * share for share in (left, right)]
    bottom = [bottom_left + (bottom_right - bottom_left) * share for share in (left, right)]
    y0, y1 = (top[0][1] + top[1][1]) / 2, (bottom[0][1] + bottom[1][1]) / 2
    trim = _TRIM * (y1 - y0)
    x0, x1 = (top[0][0] + bottom[0][0]) / 2, (top[1][0] + bottom[1][0]) / 2
    return Box(float(x0), float(y0 + trim), float(max(x1, x0 + 1)), float(max(y1 - trim, y0 + trim + 1)))
