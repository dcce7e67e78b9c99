"""How text is written into blocks: a face, a size, an ink."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.papers.faces import Face
from flows.papers.marks import INK, Align, Block, Text, aligned, stack

LEADING = 1.28
_WHOLE = 0.45  # share of the width

Part = tuple[str, str | None]
"""A text, and the key of the value that it shows."""
Parts = list[Part]
"""Texts that follow each other on a line."""


@dataclass(frozen=True, slots=True)
class Pen:
    """A way to write. `write` gives one line, `fill` breaks a text into as many as its width asks for."""

    face: Face
    size: float = 9.0
    bold: bool = False
    ink: str = INK

    def sized(self, factor: float) -> "Pen":
        return replace(self, size=self.size * factor)

    def inked(self, ink: str) -> "Pen":
        return replace(self, ink=ink)

    @property
    def strong(self) -> "Pen":
        return replace(self, bold=True)

    @property
    def leading(self) -> float:
        return self.size * LEADING

    def width_of(self, text: str) -> float:
        return self.face.width_of(text, self.size, bold=self.bold)

    def write(self, text: str, key: str | None = None) -> Block:
        """One line, as wide as it is."""
        width = self.width_of(text)
        mark = Text(0, self.size * 0.96, text, self.face, self.size, self.bold, self.ink, width, key)
        return Block(width, self.leading).add(mark)

    def join(self, *parts: Part) -> Block:
        """Texts directly after one another on one line, each with its key."""
        whole = Block()
        for text, key in parts:
            whole.place(self.write(text, key), whole.width, 0)
        return whole

    def flow(self, parts: Sequence[Part], width: float) -> Block:
        """Texts that go on in each other, broken at blanks, each with its key."""
        lines: list[list[Part]] = [[]]
        used = 0.0
        for word, key in self._words(parts, width):
            wide = self.width_of(word)
            if used and used + self.width_of(word.rstrip()) > width:
                lines.append([])
                used = 0.0
            lines[-1].append((word, key))
            used += wide
        return stack([self.join(*_merged(line)) for line in lines])

    def _words(self, parts: Sequence[Part], width: float) -> Iterator[Part]:
        """The words of the parts with the blanks behind them; values that are not long stay whole."""
        for text, key in parts:
            if key and self.width_of(text) < width * _WHOLE:
                yield text, key
            else:
                yield from ((word, key) for word in re.findall(r"[^ ]* ?", text) if word)

    def fill(self, text: str, width: float, *, key: str | None = None, align: Align = "left") -> Block:
        """A text in lines no wider than `width`."""
        return stack([aligned(self.write(line, key), width, align) for line in self.lines(text, width)])

    def lines(self, text: str, width: float) -> Iterator[str]:
        """The text broken at blanks; a word that is too long by itself is cut."""
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if not line or self.width_of(longer) <= width:
                line = longer
            else:
                yield line
                line = word
            while self.width_of(line) > width and len(line) > 4:
                cut = next(at for at in range(len(line) - 1, 0, -1) if at == 1 or self.width_of(line[:at]) <= width)
                yield line[:cut]
                line = line[cut:]
        yield line


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Neighbours with the same key as one text; the blank behind a value is none of it."""
    merged: list[Part] = []
    for text, key in parts:
        if merged and merged[-1][1] == key:
            merged[-1] = (merged[-1][0] + text, key)
        else:
            merged.append((text, key))
    return merged
