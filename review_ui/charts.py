"""Where the marks of charts stand; the templates in `charts/` draw them as SVG, without script.

Units are those of the picture, with the origin at the top left. Behind every picture stands a table of the same
numbers: a picture is for the shape of things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

WIDTH, HEIGHT = 640, 220
LEFT, TOP, FOOT, RIGHT = 56, 12, 190, 600
ROW, LABEL = 26, 200
MOST_LABELS = 6
STEPS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a bar; `series` from 0 is its colour, `title` what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    series: int
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A text beside an axis, and where it stands."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Standing bars: marks, the texts of the upright axis, those below, and the names of the series."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    series: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Line:
    """A curve with the band up to its upper bound, as points of SVG; `limit` is the height that it should stay under.

    Nothing is drawn of what lies above the picture.
    """

    line: str
    band: str
    limit: float
    chosen: float | None
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT


def stack(labels: Sequence[str], values: Sequence[Sequence[int]], series: Sequence[str]) -> Bars:
    """A bar for each label, parted into its values, one for each of the series, the first at the foot."""
    top = round_top(max((sum(row) for row in values), default=0))
    step = (RIGHT - LEFT) / max(len(labels), 1)
    marks: list[Mark] = []
    for number, row in enumerate(values):
        foot = float(FOOT)
        for kind, value in enumerate(row):
            if value:
                height = (FOOT - TOP) * value / top
                x, width = round(LEFT + number * step + step * 0.1, 1), round(step * 0.8, 1)
                foot -= height
                title = f"{labels[number]}: {series[kind]} {value}"
                marks.append(Mark(x, round(foot, 1), width, round(height, 1), kind, title))
    every = max(1, ceil(len(labels) / MOST_LABELS))
    below = [Tick(round(LEFT + (n + 0.5) * step, 1), text) for n, text in enumerate(labels) if n % every == 0]
    return Bars(tuple(marks), upright(top), tuple(below), tuple(series))


def lie(labels: Sequence[str], shares: Sequence[float], told: Sequence[str]) -> Bars:
    """Lying bars from 0 to 1, one below the other, each with its label before and what is told of it behind."""
    room = RIGHT - LABEL - 90
    marks = [
        Mark(LABEL, TOP + n * ROW, round(room * share, 1), ROW - 8, 0, f"{labels[n]}: {told[n]}")
        for n, share in enumerate(shares)
    ]
    before = [Tick(TOP + n * ROW + 13, text) for n, text in enumerate(labels)]
    behind = [Tick(TOP + n * ROW + 13, text) for n, text in enumerate(told)]
    height = TOP * 2 + ROW * max(len(labels), 1)
    return Bars(tuple(marks), tuple(before), tuple(behind), (), WIDTH, height)


def draw_curve(
    points: Sequence[tuple[float, float, float]], bound: float, top: float, chosen: float | None, percent: Sequence[str]
) -> Line:
    """Coverage to the right, error upwards up to `top`, each point with its upper bound; `chosen` is a coverage.

    `percent` are the texts of the five steps of coverage, then those of the five of error.
    """
    line = " ".join(f"{across(x)},{up(y / top)}" for x, y, _ in points)
    upper = [(x, high) for x, _, high in points]
    lower = [(x, y) for x, y, _ in reversed(points)]
    band = " ".join(f"{across(x)},{up(min(1.0, y / top))}" for x, y in [*upper, *lower])
    half = len(percent) // 2
    below = tuple(Tick(across(n / (half - 1)), text) for n, text in enumerate(percent[:half]))
    beside = tuple(Tick(up(n / (half - 1)), text) for n, text in enumerate(percent[half:]))
    mark = None if chosen is None else across(chosen)
    return Line(line, band, up(min(1.0, bound / top)), mark, beside, below)


def across(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def up(share: float) -> float:
    return round(FOOT - (FOOT - TOP) * min(1.0, share), 1)


def upright(top: int) -> tuple[Tick, ...]:
    return tuple(Tick(up(step / STEPS), str(top * step // STEPS)) for step in range(STEPS + 1))


def round_top(most: int) -> int:
    """The end of an axis for counts: a round number that four steps part evenly.

    >>> [round_top(most) for most in (0, 3, 5, 17, 430)]
    [4, 4, 8, 20, 600]
    """
    if most <= STEPS:
        return STEPS
    size = 10 ** int(log10(most))
    steps = (1, 1.2, 2, 4, 6, 8, 10, 12)
    return int(next(size * step for step in steps if size * step >= most and int(size * step) % STEPS == 0))
