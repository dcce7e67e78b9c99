"""Pictures as arrays: RGB, eight bits, rows by columns by three."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Points = npt.NDArray[np.float32]
_NEARLY = 0.7  # a scale from which nothing is lost between the pixels that are looked at, in a fifth of the time
Quads = npt.NDArray[np.float32]  # n by 4 corners by (x, y): top-left, top-right, bottom-right, bottom-left


def as_rgb(pixels: Any) -> Pixels:
    """Grey or alpha images as three channels."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    return np.ascontiguousarray(pixels[:, :, :3], dtype=np.uint8)


def resized(pixels: Pixels, scale: float) -> Pixels:
    """The picture enlarged or reduced; at least one pixel each way."""
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    while min(pixels.shape[:2]) > 2 and 2 * size[0] <= pixels.shape[1]:
        pixels = halved(pixels)
    left = size[0] / pixels.shape[1]
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR if left >= _NEARLY else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, size, interpolation=method), dtype=np.uint8)


def widened(pixels: Pixels, times: float) -> Pixels:
    """The picture at its height, so many times as wide."""
    size = (max(1, round(pixels.shape[1] * times)), pixels.shape[0])
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def halved(pixels: Pixels) -> Pixels:
    """Half as many pixels each way, in a tenth of the time that any other size takes."""
    return np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def grey(pixels: Pixels) -> Pixels:
    """One channel of a picture of three, or of one already: rows by columns."""
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
