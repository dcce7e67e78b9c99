"""A small table that is none of lines."""

from collections.abc import Sequence

from flows.papers.marks import GREY, Block, Line
from flows.papers.pens import Pen


def plain_table(pen: Pen, heads: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> Block:
    """A small table with a line under its heads; numbers of all columns but the first stand at right."""
    step, block = width / len(heads), Block(width, 0)
    for number, cells in enumerate([heads, *rows]):
        y = number * (pen.leading + 3)
        for at, text in enumerate(cells):
            cell = (pen.strong if number == 0 else pen).write(text)
            block.place(cell, at * step if at == 0 else (at + 1) * step - cell.width - 4, y)
    block.add(Line(0, pen.leading + 1, width, pen.leading + 1, GREY, 0.5))
    return block
