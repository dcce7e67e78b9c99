"""Put a page upright, straight and flat, and even out its light. What is clean already stays untouched.

Turning by quarters is exact; rotation by the skew enlarges the page so that no corner is lost. A sheet in a photo is
flattened to what a scanner would have seen. Light is evened only where the paper's brightness varies much, by dividing
by it.
"""

import cv2
import numpy as np

from extractors.pixels import Pixels, Points, Quads, grey
from extractors.stance import Stance

_UNEVEN = 0.5  # of the paper's brightness, between its brightest and darkest parts
_BLOCK = 4  # parts of the page: what is dark and thinner than one, half as thin at its rim, is print and no shadow
_EVERY = 3  # pixels, of which one is looked at
_PATCH = 24  # pixels of the full picture to one of the estimate of the paper


def flatten(pixels: Pixels, corners: Points) -> Pixels:
    """The sheet between four `corners`, clockwise from its top-left, as if seen from straight above."""
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    width, height = round(float(max(top, bottom))), round(float(max(left, right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.uint8)


def straighten(pixels: Pixels, quads: Quads, stance: Stance) -> tuple[Pixels, Quads]:
    """The picture as a person holds it, and the lines' corners moved with it."""
    height, width = pixels.shape[:2]
    turned = np.ascontiguousarray(np.rot90(pixels, -stance.turns)) if stance.turns else pixels
    moved = turn_quads(quads, stance.turns, width, height)
    return (turned, moved) if stance.skew == 0 else _rotate(turned, moved, stance.skew)


def turn_quads(quads: Quads, turns: int, width: float, height: float) -> Quads:
    """Corners after quarter `turns` clockwise of a picture of that size, again from the top-left."""
    x, y = quads[:, :, 0], quads[:, :, 1]
    if turns == 1:
        moved = np.stack([height - y, x], axis=2)
    elif turns == 2:
        moved = np.stack([width - x, height - y], axis=2)
    elif turns == 3:
        moved = np.stack([y, width - x], axis=2)
    else:
        return quads
    return np.asarray(np.roll(moved, turns, axis=1), dtype=np.float32)


def even_light(pixels: Pixels) -> Pixels:
    """The picture as if lit evenly; the very same picture when its light is even enough."""
    paper = _paper(pixels)
    bright, dark = np.percentile(paper, 95), np.percentile(paper, 5)
    if bright <= 0 or (bright - dark) / bright < _UNEVEN:
        return pixels
    height, width = pixels.shape[:2]
    gain = cv2.resize(245.0 / np.maximum(paper.astype(np.float32), 30.0), (width, height))
    return np.clip(pixels * np.minimum(gain, 4.0)[:, :, None], 0, 255).astype(np.uint8)


def _paper(pixels: Pixels) -> Pixels:
    """How bright the paper is under print and dark headings, on a coarse grid; few pixels of the picture tell."""
    height, width = pixels.shape[:2]
    columns, rows = max(8, width // _PATCH), max(8, height // _PATCH)
    few = grey(np.ascontiguousarray(pixels[::_EVERY, ::_EVERY]))
    small = cv2.resize(few, (columns * 4, rows * 4), interpolation=cv2.INTER_AREA)
    without_print = cv2.dilate(small, np.ones((7, 7), np.uint8))
    paper = cv2.medianBlur(cv2.resize(without_print, (columns, rows), interpolation=cv2.INTER_AREA), 5)
    for kernel in (np.ones((rows // _BLOCK, 1), np.uint8), np.ones((1, columns // _BLOCK), np.uint8)):
        paper = cv2.morphologyEx(paper, cv2.MORPH_CLOSE, kernel)
    return np.asarray(paper, dtype=np.uint8)


def _rotate(pixels: Pixels, quads: Quads, skew: float) -> tuple[Pixels, Quads]:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_width, new_height = round(width * cos + height * sin), round(width * sin + height * cos)
    matrix[:, 2] += ((new_width - width) / 2, (new_height - height) / 2)
    white = (255, 255, 255)
    turned = cv2.warpAffine(pixels, matrix, (new_width, new_height), flags=cv2.INTER_LINEAR, borderValue=white)
    moved = quads @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(turned, dtype=np.uint8), np.asarray(moved, dtype=np.float32)
