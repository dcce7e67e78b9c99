"""What is drawn on a page, before it is drawn: text, lines, areas and codes at places in points from the top-left.

A `Block` is drawn as if it were a page of its own and then placed, as often and wherever it fits; so its height is
known before its place. A text that shows a value carries the value's key, so that what is printed is known exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flows.papers.faces import Face

Align = Literal["left", "right", "center"]
Modules = tuple[tuple[bool, ...], ...]
INK, GREY, PALE, WHITE = "#111827", "#5b6472", "#eef1f5", "#ffffff"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; (x, y) is the left end of its baseline, `key` names the value that it shows."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    bold: bool
    ink: str
    width: float
    key: str | None = None

    def moved(self, dx: float, dy: float) -> "Text":
        return Text(
            self.x + dx,
            self.y + dy,
            self.text,
            self.face,
            self.size,
            self.bold,
            self.ink,
            self.width,
            self.key,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` is the length of its dashes, 0 for none."""

    x0: float
    y0: float
    x1: float
    y1: float
    ink: str = INK
    width: float = 0.6
    dash: float = 0.0

    def moved(self, dx: float, dy: float) -> "Line":
        return Line(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy, self.ink, self.width, self.dash)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, filled or framed or both; `radius` rounds its corners."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: str | None = None
    frame: str | None = None
    width: float = 0.6
    radius: float = 0.0

    def moved(self, dx: float, dy: float) -> "Area":
        x0, y0, x1, y1 = self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy
        return Area(x0, y0, x1, y1, self.fill, self.frame, self.width, self.radius)


@dataclass(frozen=True, slots=True)
class Squares:
    """A square code with its top-left corner at (x, y)."""

    x: float
    y: float
    size: float
    modules: Modules

    def moved(self, dx: float, dy: float) -> "Squares":
        return Squares(self.x + dx, self.y + dy, self.size, self.modules)


Mark = Text | Line | Area | Squares


class Block:
    """Marks from (0, 0) on, with the room that they take."""

    __slots__ = ("height", "marks", "width")

    def __init__(self, width: float = 0, height: float = 0) -> None:
        self.width, self.height = width, height
        self.marks: list[Mark] = []

    def add(self, *marks: Mark) -> "Block":
        self.marks.extend(marks)
        return self

    def place(self, block: "Block", x: float = 0, y: float = 0) -> "Block":
        """Put another block at (x, y), and grow to hold it."""
        self.marks.extend(mark.moved(x, y) for mark in block.marks)
        self.width, self.height = max(self.width, x + block.width), max(self.height, y + block.height)
        return self


def stack(blocks: Sequence[Block], gap: float = 0) -> Block:
    """Blocks below each other."""
    whole, y = Block(), 0.0
    for block in blocks:
        whole.place(block, 0, y)
        y += block.height + gap
    return whole


def row(blocks: Sequence[tuple[float, Block]]) -> Block:
    """Blocks beside each other, each at its x."""
    whole = Block()
    for x, block in blocks:
        whole.place(block, x, 0)
    return whole


def framed(block: Block, pad: float, *, fill: str | None = None, frame: str | None = None, radius: float = 0) -> Block:
    """The block with room around it, on a ground or in a frame."""
    width, height = block.width + 2 * pad, block.height + 2 * pad
    whole = Block(width, height).add(Area(0, 0, width, height, fill, frame, radius=radius))
    return whole.place(block, pad, pad)


def aligned(block: Block, width: float, align: Align) -> Block:
    """The block in a wider room, at one of its sides or in its middle."""
    x = {"left": 0.0, "center": (width - block.width) / 2, "right": width - block.width}[align]
    return Block(width, block.height).place(block, x, 0)
