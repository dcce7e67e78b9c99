"""Where the sheet lies in a photo: its four corners, found only when they are certain.

A sheet is a convex shape of four straight sides, each of which parts two colours along nearly all its length, with all
the detected lines of text inside. Shapes are sought in a small copy, cut at several brightnesses, by likeness to its
rim, and along edges; the largest that holds is taken. A picture whose rim looks like its paper has no sheet to be
found, and one that fills its frame squarely gains nothing: both stay as they are, and so does all that is doubtful.
"""

import cv2
import numpy as np

from extractors.pixels import Pixels, Points, Quads, resized
from extractors.quadrangles import find_quadrangles, sides_of

_SIDE = 640  # pixels of the longer side of the copy that is searched
_LEAST_AREA, _FULL_AREA = 0.15, 0.75  # of the picture
_FLAT = 0.012  # of the picture's sides: corners that lie this near those of an upright box lie flat
_RIM_OTHER = 0.85  # of the rim's points that must differ from the paper
_APART = 22.0  # levels by which two colours differ
_STEP = 5.0  # pixels of the copy from a side to where its two colours are looked at
_SIDE_SEEN = 0.8  # of a side along which its colours must differ
_MARGIN = 0.3  # of a line's height, that the detector leaves around it


def find_outline(pixels: Pixels, quads: Quads) -> Points | None:
    """The sheet's corners, clockwise from the top-left, when it lies on something else; `quads` are its lines."""
    if not len(quads) or not _has_surround(pixels, quads):
        return None
    scale = min(1.0, _SIDE / max(pixels.shape[:2]))
    small, lines = resized(pixels, scale), quads * np.float32(scale)
    shapes = find_quadrangles(small, _LEAST_AREA * small.shape[0] * small.shape[1])
    sheets = [corners for corners in shapes if _holds(corners, lines) and _parts_colours(corners, small)]
    if not sheets:
        return None
    corners = max(sheets, key=lambda sheet: float(cv2.contourArea(sheet)))
    return None if _fills_frame(corners, small) else np.asarray(corners / np.float32(scale), np.float32)


def _has_surround(pixels: Pixels, quads: Quads) -> bool:
    """Whether the picture's rim differs from what its text stands on; asked of few pixels, for most pages are scans."""
    step = max(1, max(pixels.shape[:2]) // 200)
    few = pixels[::step, ::step].astype(np.float32)
    (left, top), (right, bottom) = quads.min(axis=(0, 1)) / step, quads.max(axis=(0, 1)) / step
    inside = few[max(0, int(top)) : int(bottom) + 1, max(0, int(left)) : int(right) + 1].reshape(-1, 3)
    if not len(inside):
        return False
    paper = np.median(inside, axis=0)
    rim = np.concatenate([few[0], few[-1], few[:, 0], few[:, -1]])
    return float((np.abs(rim - paper).max(axis=1) > _APART).mean()) >= _RIM_OTHER


def _holds(corners: Points, lines: Quads) -> bool:
    """Whether all lines of text lie inside, but for the margin that the detector leaves around them."""
    margins = _MARGIN * np.linalg.norm(lines - np.roll(lines, 1, axis=1), axis=2).min(axis=1)
    return all(
        cv2.pointPolygonTest(corners[:, None], (float(x), float(y)), True) >= -margin
        for line, margin in zip(lines, margins, strict=True)
        for x, y in line
    )


def _parts_colours(corners: Points, small: Pixels) -> bool:
    """Whether each side has another colour inside than outside, nearly everywhere."""
    smooth = cv2.blur(small, (3, 3)).astype(np.float32)
    height, width = small.shape[:2]
    for start, end in sides_of(corners):
        along = end - start
        outward = np.array([along[1], -along[0]]) / np.linalg.norm(along)
        points = start + along * np.linspace(0.04, 0.96, 60)[:, None]
        sides = [
            smooth[np.clip(y, 0, height - 1).astype(int), np.clip(x, 0, width - 1).astype(int)]
            for x, y in ((points + step * outward).T for step in (_STEP, -_STEP))
        ]
        if float((np.abs(sides[0] - sides[1]).max(axis=1) > _APART).mean()) < _SIDE_SEEN:
            return False
    return True


def _fills_frame(corners: Points, small: Pixels) -> bool:
    """Whether the sheet is most of the picture, and lies squarely in it."""
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    box = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    height, width = small.shape[:2]
    askew = float((np.abs(corners - box) / (width, height)).max())
    return askew < _FLAT and cv2.contourArea(corners) > _FULL_AREA * width * height
