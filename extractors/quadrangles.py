"""Shapes of four straight sides in a small picture: what is brighter than the rest, unlike the rim, or within edges."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from extractors.pixels import Pixels, Points, grey

_SLANT = 0.5  # cosine of the sharpest corner
_ALIKE = 0.5  # ratio of two opposite sides
_ROUND = (0.02, 0.03, 0.05)  # of a shape's circumference, by which a corner may be worn
_WORN = 0.03  # of a side, by which its rough corners may be off
_LIKE_HULL = (0.93, 1.07)  # area of the four corners to that of the shape
_CUTS = (0.25, 0.4, 0.55, 0.7, 0.85)


def find_quadrangles(small: Pixels, least: float) -> Iterator[Points]:
    """Shapes of four corners, clockwise from the top-left, such as rectangles take in photos; of an area of `least`."""
    for mask in _masks(small):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        for contour in contours:
            hull = np.asarray(cv2.convexHull(contour), np.float32)
            corners = _four_corners(hull) if cv2.contourArea(hull) >= least else None
            if corners is not None and _is_plain(corners):
                yield _finer(corners, contour[:, 0].astype(np.float32))


def _masks(small: Pixels) -> Iterator[Pixels]:
    """What is brighter than a cut, for several of them; what is unlike the rim; and what the edges enclose."""
    smooth = np.asarray(cv2.medianBlur(small, 5), np.uint8)
    block = np.ones((7, 7), np.uint8)
    for levels in (grey(smooth), _unlike_rim(smooth)):
        low, high = np.percentile(levels, (2, 98))
        for cut in _CUTS:
            mask = (levels > low + cut * (high - low)).astype(np.uint8)
            yield np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, block), np.uint8)
    edges = cv2.Canny(smooth, 30, 90)
    yield np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8)), np.uint8)


def _unlike_rim(smooth: Pixels) -> Pixels:
    rim = np.concatenate([smooth[0], smooth[-1], smooth[:, 0], smooth[:, -1]])
    return np.asarray(cv2.absdiff(smooth, np.median(rim, axis=0)).max(axis=2), np.uint8)


def _four_corners(hull: Points) -> Points | None:
    """The hull as four corners in order, when it has not more of them."""
    around = cv2.arcLength(hull, closed=True)
    for share in _ROUND:
        rough = cv2.approxPolyDP(hull, share * around, closed=True)
        if len(rough) == 4:
            corners = _in_order(rough[:, 0].astype(np.float32))
            near = cv2.contourArea(corners) / max(cv2.contourArea(hull), 1.0)
            return corners if _LIKE_HULL[0] <= near <= _LIKE_HULL[1] else None
    return None


def _finer(corners: Points, contour: Points) -> Points:
    """Where the sides meet that are fitted to the contour; the corners as they are when a side is not clear."""
    sides = [_fitted(start, end, contour) for start, end in sides_of(corners)]
    if not all(len(side) for side in sides):
        return corners
    meetings = [np.cross(one, two) for one, two in pairwise([sides[-1], *sides])]
    return np.array([meeting[:2] / meeting[2] for meeting in meetings], np.float32)


def _fitted(start: Points, end: Points, contour: Points) -> Points:
    """The line a, b, c (ax + by + c = 0) through the contour between two corners; empty where it has few points."""
    along = end - start
    length = max(float(np.linalg.norm(along)), 1.0)
    far, off = (contour - start) @ along / length, (contour - start) @ np.array([-along[1], along[0]]) / length
    near = contour[(np.abs(off) < _WORN * length + 2) & (far > 0.08 * length) & (far < 0.92 * length)]
    if len(near) < length / 2:
        return np.zeros(0, np.float32)
    x_step, y_step, x, y = cv2.fitLine(near, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.array([-y_step, x_step, y_step * x - x_step * y], np.float32)


def _in_order(corners: Points) -> Points:
    """Clockwise on the screen, from the corner nearest to the top-left."""
    middle = corners.mean(axis=0)
    turned = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    return np.asarray(np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0), np.float32)


def _is_plain(corners: Points) -> bool:
    """Whether the shape is one that a rectangle takes in a photo."""
    along = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(along, axis=1)
    if lengths.min() < 1:
        return False
    unit = along / lengths[:, None]
    slant = np.abs((unit * np.roll(unit, 1, axis=0)).sum(axis=1)).max()
    alike = min(min(lengths[i], lengths[i + 2]) / max(lengths[i], lengths[i + 2]) for i in (0, 1))
    return bool(slant < _SLANT and alike > _ALIKE)


def sides_of(corners: Points) -> Sequence[tuple[Points, Points]]:
    return list(zip(corners, np.roll(corners, -1, axis=0), strict=True))
