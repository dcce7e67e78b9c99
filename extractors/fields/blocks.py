"""Blocks of lines that stand under each other: letterheads, address windows, columns of a footer.

A line joins the block above it when it begins, ends or centres where that does, without a gap of more than a line.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from extractors.fields.addresses import has_postal_code, is_address
from extractors.fields.layout import Cell, Sheet
from models.geometry import Box, bounding_box

_LARGEST_GAP = 1.3
_TOLERANCE = 0.9
_CENTRED = 2.0
_MOST_ROWS_UP = 3
_MOST_LINES = 6
_PRICE = re.compile(r"(?:^|\s)-?\d{1,3}(?:[ .,']?\d{3})*[.,]\d{2,4}\s*(?:[^\w\s]|[A-Z]{3}|\d{1,2}\s?%)?$")


@dataclass(frozen=True)
class Block:
    """Cells of one page under each other, top to bottom."""

    cells: tuple[Cell, ...]

    @cached_property
    def box(self) -> Box:
        return bounding_box(cell.box for cell in self.cells)

    @cached_property
    def has_postal_code(self) -> bool:
        return any(has_postal_code(cell.text) for cell in self.cells)

    @property
    def page(self) -> int:
        return self.cells[0].page

    def address_after(self, cell: Cell) -> tuple[Cell, ...]:
        """The lines of an address that follow a line of the block, up to the postal code; none reaches over a price."""
        after = self.cells[self.cells.index(cell) + 1 :]
        priced = next((at for at, other in enumerate(after[:_MOST_LINES]) if _PRICE.search(other.text)), _MOST_LINES)
        after = after[:priced]
        for count, other in enumerate(after, 1):
            if has_postal_code(other.text):
                return after[:count]
        return tuple(other for other in after[:2] if is_address(other.text))


def find_blocks(sheet: Sheet) -> tuple[Block, ...]:
    """The blocks of a page; every cell is in one."""
    blocks: list[list[Cell]] = []
    for row in sheet.rows:
        for cell in row:
            home = next((b for b in reversed(blocks) if _belongs(cell, b[-1])), None)
            if home is None:
                blocks.append([cell])
            else:
                home.append(cell)
    return tuple(Block(tuple(block)) for block in blocks)


def _belongs(cell: Cell, last: Cell) -> bool:
    height = min(cell.box.height, last.box.height)
    gap = cell.box.top - last.box.bottom
    if not 0 < cell.row - last.row <= _MOST_ROWS_UP or gap > _LARGEST_GAP * height:
        return False
    edges = (cell.box.x0 - last.box.x0, cell.box.x1 - last.box.x1, (cell.box.x_mid - last.box.x_mid) / _CENTRED)
    return any(abs(edge) <= _TOLERANCE * height for edge in edges)
