"""Where the marks of the plots stand; the templates beside draw them as SVG.

A plot is a square of `SIDE` units with its origin at the top left, as SVG has it; shares from 0 to 1 fill `FIELD` of
it, upwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from flows.score_page.calibration import Bin
from flows.score_page.shares import Share, share

SIDE = 340
FIELD = 270
LEFT = 52
FOOT = 288
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_LEAST_DOT = 3.0
_LARGEST_DOT = 9.0
_TALLEST_BAR = 60.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin: its dot with the interval from `high` up to `low` down, and the bar of how many predictions it holds."""

    x: float
    y: float
    low: float
    high: float
    radius: float
    bar_x: float
    bar_width: float
    bar_height: float
    label: str


@dataclass(frozen=True, slots=True)
class Risk:
    """One step of the risk-coverage curve: from this confidence on so many documents, so many of them wrong."""

    confidence: float
    covered: Share
    wrong: Share


@dataclass(frozen=True, slots=True)
class Curve:
    """A line and the band of its intervals, as points of SVG, and the marks of the upright axis."""

    line: str
    band: str
    ticks: tuple[tuple[float, float], ...]


def ticks(top: float = 1.0) -> tuple[tuple[float, float], ...]:
    """Shares beside an axis that ends at `top`, and where they stand."""
    return tuple((tick * top, upwards(tick)) for tick in TICKS)


def rightwards(value: float) -> float:
    return round(LEFT + FIELD * value, 1)


def upwards(value: float) -> float:
    return round(FOOT - FIELD * value, 1)


def reliability_dots(bins: Sequence[Bin]) -> tuple[Dot, ...]:
    """A dot for each bin: mean confidence to the right, share right upwards, its area as its count."""
    count, most = sum(found.count for found in bins), max((found.count for found in bins), default=1)
    return tuple(_dot(found, count, most) for found in bins)


def risk_curve(steps: Sequence[Risk], top: float) -> Curve:
    """Coverage to the right, share of wrong documents upwards up to `top`; what is higher lies at the edge."""
    line = [(step.covered.rate or 0.0, step.wrong.rate or 0.0) for step in steps]
    lower = [(step.covered.rate or 0.0, step.wrong.low) for step in steps]
    upper = [(step.covered.rate or 0.0, step.wrong.high) for step in steps]
    return Curve(_points(line, top), _points([*upper, *reversed(lower)], top), ticks(top))


def _points(points: Sequence[tuple[float, float]], top: float) -> str:
    return " ".join(f"{rightwards(x)},{upwards(min(1.0, y / top))}" for x, y in points)


def _dot(found: Bin, count: int, most: int) -> Dot:
    right = share(found.right, found.count)
    label = f"{found.low:.0%} to {found.high:.0%} sure: {found.right} of {found.count} right"
    return Dot(
        x=rightwards(found.confidence),
        y=upwards(found.right / found.count),
        low=upwards(right.low),
        high=upwards(right.high),
        radius=round(max(_LEAST_DOT, _LARGEST_DOT * sqrt(found.count / most)), 1),
        bar_x=rightwards(found.low),
        bar_width=round(rightwards(found.high) - rightwards(found.low), 1),
        bar_height=round(_TALLEST_BAR * found.count / count, 1),
        label=label,
    )
