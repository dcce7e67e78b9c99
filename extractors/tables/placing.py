"""Place what stands on a line below a header into the columns of the grid.

Numbers are aligned with columns of numbers. Words go in phrases to the text column they overlap most, else to the
nearest; numbers amid words are words. A short word behind a quantity is its unit.
"""

from collections.abc import Mapping, Sequence

from extractors.tables.alignment import FAR, align_numbers, distance
from extractors.tables.cells import PHRASE, Cell, as_text, join_phrases, number_cell, split_cells
from extractors.tables.grid import TEXTS, TOUCH, Grid, GridLine
from extractors.tables.headers import Column
from extractors.tables.lexicon import ColumnKind
from models.geometry import Box, bounding_box
from models.page import Line

_UNIT_GAP = 2.5  # of the height: between a quantity and its unit
_LONGEST_UNIT = 12  # letters
_RATES = {ColumnKind.TAX, ColumnKind.VAT_RATE, ColumnKind.DISCOUNT}
_GLUED = 0.65  # of the height: a number this near to words is one of them


def place_line(grid: Grid, line: Line) -> GridLine:
    """The cells of a line by column; a number that continues words is one of them where the line has no amount."""
    cells = [part for cell in split_cells(line) for part in _by_column(grid, cell)]
    placed = _place(grid, line, _settle(grid, cells))
    if placed.is_counted or placed.has_amount:
        return placed
    return _place(grid, line, _settle(grid, cells, words_first=True))


def _by_column(grid: Grid, cell: Cell) -> list[Cell]:
    """A number of several groups of digits, cut where its groups stand in two columns: `21  107,92`."""
    for cut in range(1, len(cell.words) if cell.is_number and not cell.is_rate else 0):
        left, right = number_cell(cell.words[:cut]), number_cell(cell.words[cut:])
        if left and right and _in_two_columns(grid, left.box, right.box):
            return [left, *_by_column(grid, right)]
    return [cell]


def _in_two_columns(grid: Grid, left: Box, right: Box) -> bool:
    """Whether two parts of a number are below the labels of two columns of numbers, each of its own."""
    numeric = [column.box for column in grid.columns if column.kind not in TEXTS]
    ours = [box for box in numeric if box.x_overlap(left) > 0]
    theirs = [box for box in numeric if box.x_overlap(right) > 0]
    return bool(ours and theirs) and not set(ours) & set(theirs)


def _place(grid: Grid, line: Line, cells: Sequence[Cell]) -> GridLine:
    placed = GridLine(line)
    columns = align_numbers(grid, [cell for cell in cells if cell.is_number])
    phrases: list[Cell] = []
    for cell in cells:
        column = columns.get(cell)
        if column is None:
            phrases.append(as_text(cell))
        else:
            placed.numbers.setdefault(column.kind, []).append(cell)
    loose = [phrase for phrase in _phrases(grid, phrases) if not _place_text(grid, placed, phrase)]
    spare = tuple(cell for cell in cells if cell.is_number and not cell.is_rate and cell not in columns)
    return GridLine(line, placed.numbers, placed.texts, tuple(loose), spare, _rates_amid(grid, cells, columns))


def _rates_amid(grid: Grid, cells: Sequence[Cell], columns: Mapping[Cell, Column]) -> tuple[Cell, ...]:
    """The percentages behind the first number of a line, where no head speaks of any."""
    if not columns or any(column.kind in _RATES for column in grid.columns):
        return ()
    first = min(cell.box.x0 for cell in columns)
    return tuple(cell for cell in cells if cell.is_rate and cell not in columns and cell.box.x0 > first)


def _settle(grid: Grid, cells: Sequence[Cell], *, words_first: bool = False) -> list[Cell]:
    """Numbers amid words, under no label of numbers, are words: `Typ 18`, `10 m`."""
    settled: list[Cell] = []
    for index, cell in enumerate(cells):
        before = settled[-1] if settled and not settled[-1].is_number else None
        after = cells[index + 1] if index + 1 < len(cells) and not cells[index + 1].is_number else None
        sides = _glued(before, cell) + _glued(cell, after)
        continues = words_first and _glued(before, cell, PHRASE)
        labelled = (_under_numbers(grid, cell) or _counts(grid, cell, after)) and not continues
        is_word = cell.is_number and (continues or sides > labelled) and not _is_rate_here(grid, cell)
        settled.append(as_text(cell) if is_word else cell)
    return settled


def _is_rate_here(grid: Grid, cell: Cell) -> bool:
    rates = [column for column in grid.columns if column.kind in {ColumnKind.TAX, ColumnKind.VAT_RATE}]
    return cell.is_rate and any(distance(column.box, cell.box) < FAR for column in rates)


def _glued(one: Cell | None, other: Cell | None, gap: float = _GLUED) -> bool:
    """Whether two neighbours stand as close as words do."""
    return (
        one is not None
        and other is not None
        and other.box.x0 - one.box.x1 <= gap * min(one.box.height, other.box.height)
    )


def _under_numbers(grid: Grid, cell: Cell) -> bool:
    numeric = [column for column in grid.columns if column.kind not in TEXTS]
    ruled = grid.ruled_column(cell.box)
    return ruled in numeric if ruled else any(column.box.x_overlap(cell.box) > 0 for column in numeric)


def _counts(grid: Grid, cell: Cell, after: Cell | None) -> bool:
    """Whether a number with the word behind it stands below a label of quantities, as wide as both: `12 boxes`."""
    if after is None or not cell.is_number or not _glued(cell, after) or len(after.text) > _LONGEST_UNIT:
        return False
    both = bounding_box((cell.box, after.box))
    below = [column for column in grid.columns if column.box.x_overlap(both) > 0]
    return len(below) == 1 and below[0].kind is ColumnKind.QUANTITY


def _phrases(grid: Grid, cells: Sequence[Cell]) -> list[Cell]:
    """Phrases of words, cut where a word begins just where a column of text does."""
    starts = [column.box.x0 for column in grid.columns if column.kind in TEXTS]
    runs: list[list[Cell]] = []
    for cell in cells:
        begins = any(abs(cell.box.x0 - start) <= TOUCH for start in starts)
        if begins or not runs:
            runs.append([cell])
        else:
            runs[-1].append(cell)
    return [phrase for run in runs for phrase in join_phrases(run)]


def _place_text(grid: Grid, placed: GridLine, phrase: Cell) -> bool:
    """Put a phrase into its column of text; False when it stands in none."""
    if _is_unit(grid, placed, phrase):
        kind = ColumnKind.UNIT
    else:
        column = grid.ruled_column(phrase.box) or _text_column(grid, phrase)
        if column is None or column.kind not in TEXTS:
            return False
        kind = column.kind
    placed.texts.setdefault(kind, []).append(phrase)
    return True


def _is_unit(grid: Grid, placed: GridLine, phrase: Cell) -> bool:
    """Whether a short word stands directly behind a quantity, and under no label of names."""
    counted = placed.numbers.get(ColumnKind.QUANTITY, [])
    near = any(0 <= phrase.box.x0 - cell.box.x1 <= _UNIT_GAP * cell.box.height for cell in counted)
    names = [column for column in grid.columns if column.kind in {ColumnKind.DESCRIPTION, ColumnKind.ITEM_NO}]
    named = any(column.box.x_overlap(phrase.box) > 0 for column in names)
    return near and not named and len(phrase.text) <= _LONGEST_UNIT and not phrase.text[:1].isdigit()


def _text_column(grid: Grid, phrase: Cell) -> Column | None:
    """The column of a phrase: of text where it overlaps one, else the nearest."""
    texts = [column for column in grid.columns if column.kind in TEXTS]
    overlapped = [column for column in texts if column.box.x_overlap(phrase.box) > 0]
    begun = next((column for column in overlapped if abs(column.box.x0 - phrase.box.x0) <= TOUCH), None)
    if begun:
        return begun
    if overlapped:
        return max(overlapped, key=lambda column: column.box.x_overlap(phrase.box))
    return min(grid.columns, key=lambda column: _gap(column.box, phrase.box))


def _gap(label: Box, phrase: Box) -> float:
    """The free space between a label and a phrase."""
    return max(phrase.x0 - label.x1, label.x0 - phrase.x1)
