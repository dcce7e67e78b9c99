"""Align the numbers of a line with the columns of numbers.

Tables align numbers by their right edges, left edges or middles with the label above, not always the same; so the
nearest of the three counts, and all numbers of a line are settled together: from left to right as they stand, at most
one a column, with the least distance in all. Ruled tables settle it: between two drawn lines there is one column.
"""

from collections.abc import Sequence

from extractors.tables.cells import Cell
from extractors.tables.grid import AMOUNTS, TEXTS, TOUCH, Grid
from extractors.tables.headers import Column
from extractors.tables.lexicon import ColumnKind
from models.geometry import Box

FAR = 45.0  # points: a number further from every label belongs to no column
_NEVER = 1e6
_RATES = {ColumnKind.TAX, ColumnKind.VAT_RATE, ColumnKind.DISCOUNT, *TEXTS}


def align_numbers(grid: Grid, cells: Sequence[Cell]) -> dict[Cell, Column]:
    """The column of each number, at most one number a column, from left to right as they stand, the nearest in all."""
    costs: list[tuple[float, tuple[tuple[Cell, Column], ...]]] = [(FAR * index, ()) for index in range(len(cells) + 1)]
    for column in grid.columns:
        row = [costs[0]]
        for index, cell in enumerate(cells, start=1):
            taken = costs[index - 1]
            match = (taken[0] + _cost(grid, column, cell), (*taken[1], (cell, column)))
            row.append(min(costs[index], (row[-1][0] + FAR, row[-1][1]), match, key=lambda choice: choice[0]))
        costs = row
    return {cell: column for cell, column in costs[-1][1] if column.kind not in TEXTS}


def _cost(grid: Grid, column: Column, cell: Cell) -> float:
    """How ill a number fits a column, in points; without end when it cannot be there."""
    if (cell.is_rate and column.kind not in _RATES) or (cell.is_counted and column.kind is not ColumnKind.QUANTITY):
        return _NEVER
    if cell.is_ordinal and column.kind in AMOUNTS:
        return _NEVER
    ruled = grid.ruled_column(cell.box)
    if ruled is not None:
        return -FAR if ruled is column else _NEVER
    apart = distance(column.box, cell.box)
    outer = column is grid.columns[-1] and cell.box.x0 > column.box.x1
    return min(apart, 0.9 * FAR) if outer else apart * (1 if apart < FAR else 2)


def distance(label: Box, cell: Box) -> float:
    """How far a cell is from a label: overlapping ones are within, else by the nearest alignment."""
    if label.x_overlap(cell) > 0:
        return -TOUCH * label.x_overlap(cell) / max(min(label.width, cell.width), 0.1)
    return min(abs(label.x1 - cell.x1), abs(label.x0 - cell.x0), abs(label.x_mid - cell.x_mid))
