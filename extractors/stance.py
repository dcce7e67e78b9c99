"""How a scanned page lies: turned by quarters, skewed by degrees; known from its detected lines of text.

Lines that are higher than wide mean a page on its side. Which way is up is settled by reading a few lines both ways:
a recogniser is far surer of upright text. The skew is the median slope of the long lines, made finer by the ink itself,
which falls into the sharpest rows at the right slope (projection profiles; Postl 1986). When nothing is certain the
page is left as it lies, for turning a good page is worse than reading a poor one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr.lines import LineText
from extractors.ocr.rapid import cut_out
from extractors.pixels import Pixels, Points, Quads, grey, resized

_SAMPLE = 8  # lines read to tell up from down
_SURE = 0.9  # mean confidence that only upright text reaches
_CLEARER = 0.08  # by which the other way must be surer
_LEAST_SKEW, _MOST_SKEW = 0.08, 20.0  # degrees
_SPREAD = 1.5  # degrees within which most lines must agree
_INK_SIDE = 1200  # pixels of the longer side of the picture whose ink is looked at
_FINER = ((0.8, 0.1), (0.1, 0.02))  # degrees to both sides, and from one slope to the next
_SPECKS = 200  # pixels of ink below which there is nothing to go by

ReadLines = Callable[[Sequence[Pixels]], list[LineText]]


@dataclass(frozen=True, slots=True)
class Stance:
    """Quarter `turns` clockwise that put the page upright, then `skew` in degrees by which lines still run down."""

    turns: int = 0
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class Upright:
    """Quarter `turns` clockwise to upright, and the lines that were read on the way, by the number of their corners."""

    turns: int = 0
    lines: Mapping[int, LineText] = field(default_factory=dict)


def find_turns(pixels: Pixels, quads: Quads, read_lines: ReadLines) -> Upright:
    """How to put the page upright; as it lies when the lines do not tell."""
    widths, heights = _sizes(quads)
    wide, tall = widths > 2 * heights, heights > 2 * widths
    sideways = bool(heights[tall].sum() > widths[wide].sum())
    sample = _sample(quads, tall if sideways else wide)
    if len(sample) < 2:
        return Upright()
    strips = [cut_out(pixels, quads[number]) for number in sample]

    def read(turns: int) -> Upright:
        lines = read_lines([np.ascontiguousarray(np.rot90(strip, -turns)) for strip in strips])
        return Upright(turns, dict(zip(sample, lines, strict=True)))

    first = read(1 if sideways else 0)
    sure = _sureness(first)
    if sure >= _SURE:
        return first
    second = read(3 if sideways else 2)
    surer = _sureness(second) - (0.0 if sideways else _CLEARER)
    return second if surer > sure else first


def find_skew(pixels: Pixels, quads: Quads) -> float:
    """Degrees by which the lines of an upright page run down to the right; 0 when small, unlikely or not common."""
    widths, heights = _sizes(quads)
    long_lines = quads[widths > 4 * heights]
    if len(long_lines) < 3:
        return 0.0
    across = long_lines[:, 1] - long_lines[:, 0] + long_lines[:, 2] - long_lines[:, 3]
    angles = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    slope = float(np.median(angles))
    if abs(slope) > _MOST_SKEW or float(np.median(np.abs(angles - slope))) > _SPREAD:
        return 0.0
    skew = _finer(pixels, slope)
    return skew if abs(skew) >= _LEAST_SKEW else 0.0


def _finer(pixels: Pixels, slope: float) -> float:
    """The slope near this one along which the ink falls into the sharpest rows, in degrees."""
    x, y = _ink(pixels)
    if len(x) < _SPECKS:
        return slope
    for reach, step in _FINER:
        slopes = slope + np.arange(-round(reach / step), round(reach / step) + 1) * step
        slope = float(slopes[np.argmax([_sharpness(x, y, degrees) for degrees in slopes])])
    return slope


def _ink(pixels: Pixels) -> tuple[Points, Points]:
    """Where ink is, on a reduced picture; within its pixel each lies anywhere, or whole rows would look sharpest."""
    scale = _INK_SIDE / max(pixels.shape)
    levels = grey(pixels)
    small = resized(levels, scale) if scale < 1 else levels
    dark = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    y, x = np.nonzero(dark)
    anywhere = np.random.default_rng(0).random(len(y), dtype=np.float32)
    return x.astype(np.float32), y.astype(np.float32) + anywhere


def _sharpness(x: Points, y: Points, degrees: float) -> float:
    """How much the ink of one row differs from that of the next, when rows run down by so many degrees."""
    rows = y - x * np.float32(np.tan(np.radians(degrees)))
    ink = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(ink)).sum())


def _sureness(upright: Upright) -> float:
    """Mean confidence of its lines, longer ones counting more."""
    lines = upright.lines.values()
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / letters if letters else 0.0


def _sizes(quads: Quads) -> tuple[Quads, Quads]:
    across = np.linalg.norm(quads[:, 0] - quads[:, 1], axis=1)
    down = np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1)
    return np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32)


def _sample(quads: Quads, which: npt.NDArray[np.bool_]) -> list[int]:
    """The numbers of the lines, of `which`, that have a handy length: about six times as long as high."""
    widths, heights = _sizes(quads)
    ratio = np.maximum(widths, heights) / np.maximum(np.minimum(widths, heights), 1)
    numbers = np.flatnonzero(which)
    order = np.argsort(np.abs(ratio[numbers] - 6), kind="stable")
    return [int(number) for number in numbers[order[:_SAMPLE]]]
