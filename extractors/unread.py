"""Ink on a page that looks like print where no word stands: lettered pictures, stamps, letters drawn as outlines.

Print is told by its shapes alone: marks in a row, of about one height and none much wider than high, with paper between
them. Codes, photos, icons and the lines of tables have no such rows.
"""

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extractors.pixels import Pixels, grey
from models.geometry import Box
from models.page import Word

_AROUND = 1 / 8  # inches: ink is told from the paper within so far of it
_CONTRAST = 28  # of 255, from the mean around
_BRIGHT, _DARK = 100, 150  # of 255: surroundings in which print may be black, and in which it may be white
_LOWEST, _HIGHEST = 3.0, 26.0  # points, of a letter
_WIDEST = 3.5  # heights: letters that touch are one mark
_MARKS = 4  # of a row, or more
_LENGTH = 3.0  # heights of a row, or more
_FULL = 0.6  # of a row that is ink: more is a code or a photo
_SPREAD = 0.35  # between the heights of the marks of a row, of their mean
_SLOPE = 0.15  # of a row's length, that it may run up or down
_ONE_COLOUR = 16  # of 255, from the paper's own
_PAPER = 0.55  # of what is no ink in a row, that has the colour of the paper; the rest are edges of letters
_REACH = 0.45  # heights: half of the widest gap between two marks of a row
_MARGIN = 0.7  # points by which words are larger than their boxes
_RIM = 2.0  # points around an area
_MOST_MARKS = 6000  # of a page: more is a drawing or a photo

Numbers = npt.NDArray[np.int32]


def unread_rows(pixels: Pixels, scale: float, words: Sequence[Word], areas: Iterable[Box]) -> tuple[Box, ...]:
    """Boxes, in points, of rows of print beside the words in areas of an upright page; `scale` is pixels to a point."""
    return tuple(row for area in areas for row in _unread_in(pixels, scale, words, area))


def _unread_in(pixels: Pixels, scale: float, words: Sequence[Word], area: Box) -> Iterator[Box]:
    left, top = max(0, int((area.x0 - _RIM) * scale)), max(0, int((area.top - _RIM) * scale))
    right, bottom = round((area.x1 + _RIM) * scale), round((area.bottom + _RIM) * scale)
    levels = grey(pixels[top:bottom, left:right])
    ink = _ink(levels, scale)
    for word in (word for word in words if _touches(word.box, area)):
        _wipe(ink, word.box.scaled(scale).moved(-left, -top), _MARGIN * scale)
    for row in _rows(_letters(ink, scale), ink, levels):
        yield row.moved(left, top).scaled(1 / scale)


def _touches(box: Box, area: Box) -> bool:
    across = area.x0 - _RIM < box.x1 and box.x0 < area.x1 + _RIM
    return across and area.top - _RIM < box.bottom and box.top < area.bottom + _RIM


def _ink(levels: Pixels, scale: float) -> Pixels:
    """1 where the page is darker than around, or lighter than dark surroundings."""
    side = round(72 * _AROUND * scale) | 1
    around = cv2.blur(levels, (side, side))
    dark = (cv2.subtract(around, levels) > _CONTRAST) & (around > _BRIGHT)
    light = (cv2.subtract(levels, around) > _CONTRAST) & (around < _DARK)
    return np.asarray(dark | light, np.uint8)


def _wipe(ink: Pixels, box: Box, margin: float) -> None:
    rows = slice(max(0, int(box.top - margin)), max(0, round(box.bottom + margin) + 1))
    columns = slice(max(0, int(box.x0 - margin)), max(0, round(box.x1 + margin) + 1))
    ink[rows, columns] = 0


def _letters(ink: Pixels, scale: float) -> Numbers:
    """Marks that may be letters, each as left, top, width, height; none when they are too many for a page."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    _, _, width, height, area = stats[1:].T
    sized = (height >= _LOWEST * scale) & (height <= _HIGHEST * scale) & (width <= _WIDEST * height)
    found = stats[1:][sized & (area >= 0.1 * width * height)][:, :4]
    return np.asarray(found if len(found) <= _MOST_MARKS else found[:0], np.int32)


def _rows(marks: Numbers, ink: Pixels, levels: Pixels) -> Iterator[Box]:
    """Rows of marks that stand close beside one another and look like print."""
    spread = np.zeros_like(ink)
    for left, top, width, height in marks:
        reach, cut = round(_REACH * height), height // 5
        spread[top + cut : top + height - cut, max(0, left - reach) : left + width + reach] = 1
    count, row_of, _, _ = cv2.connectedComponentsWithStats(spread, ltype=cv2.CV_32S)
    middles = marks[:, :2] + marks[:, 2:] // 2
    numbers = row_of[middles[:, 1], middles[:, 0]]
    for number in range(1, count):
        row = marks[numbers == number]
        if len(row) >= _MARKS and _is_print(row, ink, levels):
            left, top = row[:, :2].min(axis=0)
            right, bottom = (row[:, :2] + row[:, 2:]).max(axis=0)
            yield Box(float(left), float(top), float(right), float(bottom))


def _is_print(row: Numbers, ink: Pixels, levels: Pixels) -> bool:
    """Whether marks are of about one height, in a row that may run up or down a little, on paper of one colour."""
    left, top = row[:, :2].min(axis=0)
    right, bottom = (row[:, :2] + row[:, 2:]).max(axis=0)
    heights = row[:, 3]
    even = float(heights.std()) <= _SPREAD * float(heights.mean())
    long = right - left >= _LENGTH * float(heights.mean())
    flat = bottom - top <= 2.0 * float(np.median(heights)) + _SLOPE * (right - left)
    marks = ink[top:bottom, left:right] > 0
    if not (even and long and flat) or float(marks.mean()) > _FULL:
        return False
    paper = levels[top:bottom, left:right][~marks].astype(np.float32)
    return float((np.abs(paper - np.median(paper)) <= _ONE_COLOUR).mean()) >= _PAPER
