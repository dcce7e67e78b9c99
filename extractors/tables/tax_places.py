"""Which part of a printed line is a row of the tax breakdown: a table of taxes often stands beside the totals.

The row is from its first number to its last, with the words that lead to it. Of numbers that are printed twice on the
line those nearest to each other belong together.
"""

from collections.abc import Sequence
from itertools import product

from extractors.tables.cells import PHRASE, Cell, split_cells
from extractors.tables.tax_lines import TaxLine
from models.page import Line

_MOST_PLACES = 4


def own_part(line: Line, found: TaxLine) -> Line:
    """The words of the line that say rate, base and tax; the whole line when none of its cells does."""
    numbers = [cell for cell in split_cells(line) if cell.is_number]
    wanted = [value for value in (found.rate, found.base, found.tax) if value is not None]
    printed = [[cell for cell in numbers if value in cell.readings][:_MOST_PLACES] for value in wanted]
    places = [cells for cells in printed if cells]
    chosen = [cells for cells in product(*places) if cells and len(set(cells)) == len(cells)]
    if not chosen:
        return line
    own = min(chosen, key=_width)
    left, right = min(cell.box.x0 for cell in own), max(cell.box.x1 for cell in own)
    words = [word for word in line.words if word.box.x_mid < right]
    first = next(at for at, word in enumerate(words) if word.box.x_mid > left)
    while first and words[first].box.x0 - words[first - 1].box.x1 <= PHRASE * words[first].box.height:
        first -= 1
    return Line(tuple(words[first:]))


def _width(cells: Sequence[Cell]) -> float:
    return max(cell.box.x1 for cell in cells) - min(cell.box.x0 for cell in cells)
