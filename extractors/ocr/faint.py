"""Lines that the detector of text all but saw: small or pale print that a closer look finds.

The detector gives every point a probability that letters stand there. A line whose points stay under what makes a box
is left out without a word, and with it the label of a total or of a date: on a page with such a line others are
missing too, of which it saw nothing at all. So what is faint is counted.
"""

from typing import Any

import cv2
import numpy as np

from extractors.pixels import Floats

_SEEN = 0.1  # probability of a point above paper and specks
_FAINT = 0.3  # mean of a patch: less makes no box
_WIDTH, _HEIGHT = 12, 2  # points of the detector's picture, of what may be a short word


def count_faint(probabilities: Floats) -> int:
    """How many patches of the map, rows by columns, may be lines that make no box.

    >>> page = np.zeros((40, 60), np.float32); page[5:9, 5:50] = 0.8; page[20:23, 5:30] = 0.2
    >>> count_faint(page)
    1
    """
    seen = cv2.dilate((probabilities > _SEEN).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, patch_of, stats, _ = cv2.connectedComponentsWithStats(seen)
    at = np.flatnonzero(patch_of)
    sums = np.bincount(patch_of.ravel()[at], probabilities.ravel()[at], count)
    _, _, width, height, area = stats.T
    is_faint = (sums < _FAINT * area) & (width >= _WIDTH) & (height >= _HEIGHT)
    return int(is_faint[1:].sum())


class FaintCounter:
    """Stands before the detector's own step from probabilities to boxes, and keeps what was `faint` in the last one."""

    def __init__(self, to_boxes: Any) -> None:
        self._to_boxes = to_boxes
        self.faint = 0

    def __call__(self, probabilities: Floats, shape: tuple[int, int]) -> Any:
        self.faint = count_faint(probabilities[0, 0])
        return self._to_boxes(probabilities, shape)
