"""Boxes on a page, in the one coordinate system of the house.

PDF points (1/72 inch), origin at the top-left of the upright page as displayed, y grows downwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle `(x0, top, x1, bottom)` in points.

    >>> Box(10, 10, 30, 20).union(Box(40, 12, 50, 22))
    Box(x0=10, top=10, x1=50, bottom=22)
    """

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2

    def union(self, other: "Box") -> "Box":
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def scaled(self, factor: float) -> "Box":
        return Box(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)

    def moved(self, right: float, down: float) -> "Box":
        return Box(self.x0 + right, self.top + down, self.x1 + right, self.bottom + down)

    def grown(self, margin: float) -> "Box":
        """The box with a margin on all sides."""
        return Box(self.x0 - margin, self.top - margin, self.x1 + margin, self.bottom + margin)

    def share_in(self, other: "Box") -> float:
        """Which part of this box's area lies in `other`, 0..1."""
        return self.x_overlap(other) * self.y_overlap(other) / max(self.width * self.height, 1e-9)

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def x_overlap(self, other: "Box") -> float:
        """Length of the shared part of both x ranges, in points; 0 when apart."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def y_overlap(self, other: "Box") -> float:
        """Length of the shared part of both y ranges, in points; 0 when apart."""
        return max(0.0, min(self.bottom, other.bottom) - max(self.top, other.top))

    def same_line(self, other: "Box") -> bool:
        """Whether at least half of the lower of the two boxes stands beside the other."""
        return self.y_overlap(other) >= 0.5 * min(self.height, other.height)

    def rounded(self) -> "Box":
        """The box to a tenth of a point: finer than any eye, and stable in golden files."""
        return Box(round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))

    def as_list(self) -> list[float]:
        return [self.x0, self.top, self.x1, self.bottom]


def bounding_box(boxes: Iterable[Box]) -> Box:
    """The smallest box around `boxes`; ValueError when there are none."""
    found = list(boxes)
    if not found:
        raise ValueError("no boxes to bound")
    return Box(
        min(b.x0 for b in found), min(b.top for b in found), max(b.x1 for b in found), max(b.bottom for b in found)
    )
