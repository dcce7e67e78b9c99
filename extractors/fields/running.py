"""Details in running lines, parted by dots or bars, that break where their column ends, wherever that is.

    Invoice 2566/22 · Issued        A label may lose its value to the next line, and its last words too.
    on: 2 August 2022 · Project:
    Rotterdam

Such a line is told by its marks: forms and tables do not break, and sentences have none. The next line begins where
this one does, close below.
"""

from collections.abc import Iterator

from extractors.fields.layout import Cell, Sheet
from models.page import Word

MARKS = frozenset("·•∙‧|")
_MOST_ROWS_DOWN = 3
_LARGEST_GAP = 1.0
_TOLERANCE = 0.9


def is_mark(word: Word) -> bool:
    """Whether a word only parts details of a running line."""
    return bool(word.text) and set(word.text) <= MARKS


def broken_lines(sheet: Sheet) -> Iterator[tuple[tuple[Word, ...], Cell, Cell]]:
    """The last detail of each running line, in words, the cell that it ends, and the first cell of the next line."""
    for row in sheet.rows:
        for cell in row:
            last = _last_detail(cell)
            if last and not _goes_on(cell, sheet) and (next_cell := _next_line(cell, sheet)):
                yield last, cell, next_cell


def _last_detail(cell: Cell) -> tuple[Word, ...]:
    """What follows the last mark of a cell; empty when a mark ends it."""
    after = next((at for at in range(len(cell.words), 0, -1) if is_mark(cell.words[at - 1])), 0)
    return cell.words[after:]


def _goes_on(cell: Cell, sheet: Sheet) -> bool:
    """Whether a mark follows the cell: before more on its line, or at its end, where a detail did not break."""
    right = sheet.right_of(cell)
    return bool(right) and all(is_mark(word) for word in right[0].words)


def _next_line(cell: Cell, sheet: Sheet) -> Cell | None:
    """The cell with which a running line goes on below; None where the line is none, or the last."""
    first = _first_of_line(cell, sheet)
    if first is cell and not any(is_mark(word) for word in cell.words):
        return None
    for row in sheet.rows[cell.row + 1 : cell.row + 1 + _MOST_ROWS_DOWN]:
        for below in row:
            gap, height = below.box.top - cell.box.bottom, min(below.box.height, cell.box.height)
            if abs(below.box.x0 - first.box.x0) <= _TOLERANCE * height and gap <= _LARGEST_GAP * height:
                return below
    return None


def _first_of_line(cell: Cell, sheet: Sheet) -> Cell:
    """The cell with which the line of a cell begins: those before it that only marks part from it."""
    first, row = cell, sheet.rows[cell.row]
    while first.column >= 2 and all(is_mark(word) for word in row[first.column - 1].words):
        first = row[first.column - 2]
    return first
