"""How a scanned page lies: turned by quarters, skewed by degrees; known from its detected lines of text.

Lines that are higher than wide mean a page on its side. Which way is up is settled by reading a few lines both ways:
a recogniser is far surer of upright text. The skew is the median slope of the long lines. When nothing is certain the
page is left as it lies, for turning a good page is worse than reading a poor one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from extractors.ocr.lines import LineText
from extractors.ocr.rapid import cut_out
from extractors.pixels import Pixels, Quads

_SAMPLE = 8  # lines read to tell up from down
_SURE = 0.9  # mean confidence that only upright text reaches
_CLEARER = 0.08  # by which the other way must be surer
_LEAST_SKEW, _MOST_SKEW = 0.3, 20.0  # degrees
_SPREAD = 1.5  # degrees within which most lines must agree

ReadLines = Callable[[Sequence[Pixels]], list[LineText]]


@dataclass(frozen=True, slots=True)
class Stance:
    """Quarter `turns` clockwise that put the page upright, then `skew` in degrees by which lines still run down."""

    turns: int = 0
    skew: float = 0.0


def find_turns(pixels: Pixels, quads: Quads, read_lines: ReadLines) -> int:
    """Quarter turns clockwise to upright, 0 when the lines do not tell."""
    widths, heights = _sizes(quads)
    wide, tall = widths > 2 * heights, heights > 2 * widths
    sideways = bool(heights[tall].sum() > widths[wide].sum())
    sample = _sample(quads[tall if sideways else wide])
    if len(sample) < 2:
        return 0
    strips = [cut_out(pixels, quad) for quad in sample]
    first, second = (1, 3) if sideways else (0, 2)
    sure = _sureness(strips, first, read_lines)
    if sure >= _SURE:
        return first
    other = _sureness(strips, second, read_lines)
    if sideways:
        return first if sure >= other else second
    return second if other > sure + _CLEARER else first


def find_skew(quads: Quads) -> float:
    """Degrees by which the lines of an upright page run down to the right; 0 when small, unlikely or not common."""
    widths, heights = _sizes(quads)
    long_lines = quads[widths > 4 * heights]
    if len(long_lines) < 3:
        return 0.0
    across = long_lines[:, 1] - long_lines[:, 0] + long_lines[:, 2] - long_lines[:, 3]
    angles = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    skew = float(np.median(angles))
    agree = float(np.median(np.abs(angles - skew))) <= _SPREAD
    return skew if agree and _LEAST_SKEW <= abs(skew) <= _MOST_SKEW else 0.0


def _sureness(strips: Sequence[Pixels], turns: int, read_lines: ReadLines) -> float:
    """Mean confidence of the strips read after so many turns clockwise, longer readings counting more."""
    lines = read_lines([np.ascontiguousarray(np.rot90(strip, -turns)) for strip in strips])
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / letters if letters else 0.0


def _sizes(quads: Quads) -> tuple[Quads, Quads]:
    across = np.linalg.norm(quads[:, 0] - quads[:, 1], axis=1)
    down = np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1)
    return np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32)


def _sample(quads: Quads) -> Quads:
    """The lines of a handy length: about six times as long as high."""
    widths, heights = _sizes(quads)
    ratio = np.maximum(widths, heights) / np.maximum(np.minimum(widths, heights), 1)
    order = np.argsort(np.abs(ratio - 6), kind="stable")
    return quads[order[:_SAMPLE]]
