"""Where on a digital page a two-dimensional code can stand: where much ink stands close together, and no word does.

A search for codes costs more than all else that a digital page needs, and nearly all of a page is paper and words.
Whatever a code is made of, a picture, drawn squares or letters of a font of its own, its modules leave light and dark
within two millimetres everywhere on a patch of some five millimetres at least.
"""

from collections.abc import Iterable

import cv2
import numpy as np

from extractors.pixels import Pixels, grey
from models.geometry import Box
from models.page import Page

_NEAR = 1.5 * 72 / 25.4  # points
_CONTRAST = 50  # of 255, between the lightest and the darkest within `_NEAR`
_SHRINK = 4
_FULL = 0.6  # of the pixels of a shrunk one
_LEAST = 5 * 72 / 25.4  # points of a code's side
_QUIET = 5 * 72 / 25.4  # points around a code that belong to it, and between what may be its parts
_LEAST_PRINT = 4.5  # points of a word's height: lower ones may be a code in a font of its own
_MOST = 0.4  # of the page: a search of more is one of the whole


def code_spots(picture: Pixels, page: Page) -> tuple[Box, ...]:
    """The parts of an upright page, in points, that hold its codes if it has any; `picture` shows it, at any scale."""
    scale = picture.shape[1] / max(page.width, 1e-6)
    if min(picture.shape[:2]) < _SHRINK:
        return ()
    busy = _busy(grey(picture), _NEAR * scale)
    for word in page.words:
        if word.box.height >= _LEAST_PRINT:
            _blank(busy, word.box.scaled(scale))
    spots = tuple(_on_page(box.scaled(1 / scale), page) for box in _patches(busy, scale))
    if sum(spot.width * spot.height for spot in spots) > _MOST * page.width * page.height:
        return (Box(0, 0, page.width, page.height),)
    return spots


def _busy(pixels: Pixels, near: float) -> Pixels:
    """255 where light and dark stand close together, else 0."""
    square = _square(near)
    contrast = cv2.subtract(cv2.dilate(pixels, square), cv2.erode(pixels, square))
    return np.asarray(cv2.threshold(contrast, _CONTRAST, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _blank(busy: Pixels, box: Box) -> None:
    busy[max(0, int(box.top) - 1) : int(box.bottom) + 2, max(0, int(box.x0) - 1) : int(box.x1) + 2] = 0


def _patches(busy: Pixels, scale: float) -> Iterable[Box]:
    """What is busy everywhere, with what is quiet around it, in pixels."""
    small = cv2.resize(busy, None, fx=1 / _SHRINK, fy=1 / _SHRINK, interpolation=cv2.INTER_AREA)
    full = cv2.threshold(small, 255 * _FULL, 255, cv2.THRESH_BINARY)[1]
    patches = cv2.morphologyEx(full, cv2.MORPH_OPEN, _square(_LEAST * scale / _SHRINK))
    whole = cv2.dilate(patches, _square(2 * _QUIET * scale / _SHRINK))
    count, _, stats, _ = cv2.connectedComponentsWithStats(whole)
    for x, y, width, height, _area in stats[1:count].tolist():
        yield Box(x, y, x + width, y + height).scaled(_SHRINK)


def _square(side: float) -> Pixels:
    return np.ones((max(2, int(side)),) * 2, dtype=np.uint8)


def _on_page(box: Box, page: Page) -> Box:
    return Box(box.x0, box.top, min(page.width, box.x1), min(page.height, box.bottom))
