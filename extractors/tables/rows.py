"""Gather the lines below a header into rows, down to the end of the table and over the pages.

A line with an amount, or with quantity and price, begins a row; lines with words alone continue the description
while they follow as closely as lines of one paragraph do; a line between two drawn lines belongs to their row. Sums
between rows are skipped; what follows a total like a row is marked, for arithmetic to judge (`sums`, `table`). On the
next page the table goes on, below a repeated header or at the top.
"""

from collections.abc import Iterable, Iterator, Sequence

from extractors.tables.grid import Grid, GridLine, make_grid
from extractors.tables.headers import COUNTED, Header
from extractors.tables.lexicon import ColumnKind, EndKind
from extractors.tables.placing import place_line
from extractors.tables.raw_row import RawRow
from extractors.tables.sums import AT_THE_END, BETWEEN, ending, looks_like_rows, speaks_of_tax
from models.page import Line, Page

_FIRST_STEP = 2.1  # of the height: from a row's first line to the next of its description
_NEXT_STEP = 1.35  # of the step before
_ABOVE = 0.8  # of the height: the widest space between a name and its numbers below
_OUTDENT = 4.0  # points
_MOST_LINES = 40
_MOST_ROWS = 3000
_MOST_BETWEEN = 6  # lines from a total to the next row


def gather_rows(pages: Sequence[Page], headers: Sequence[Header], first: Header) -> list[RawRow]:
    """The rows of the table below `first`, with those of repeated headers; `headers` are all of the document.

    Rows below a total are `beyond` it: they belong where arithmetic says so.
    """
    rows: list[RawRow] = []
    grid: Grid | None = None
    for page in (page for page in pages if page.number >= first.page):
        here = [
            header for header in headers if header.page == page.number and (header is first or repeats(first, header))
        ]
        here = [header for header in here if page.number > first.page or header.box.top >= first.box.top]
        others = [header for header in headers if header.page == page.number and header not in here]
        if grid is not None:
            grid = _read(page, grid, _between(page, 0.0, here, others), rows)
        for index, header in enumerate(here):
            area = _between(page, header.box.bottom, here[index + 1 :], others)
            grid = _read(page, make_grid(header, page.rulings), area, rows)
        if len(rows) > _MOST_ROWS:
            break
    return rows


def repeats(first: Header, header: Header) -> bool:
    """Whether a header is that of the same table again, or of another part of it: it counts the same things."""
    ours, theirs = first.kinds & COUNTED, header.kinds & COUNTED
    return header.is_items and first.is_taxes >= header.is_taxes and len(ours & theirs) >= 0.7 * len(ours | theirs)


def _between(page: Page, top: float, following: Sequence[Header], others: Sequence[Header]) -> list[Line]:
    """The lines from `top` down to the next header of whatever table."""
    ends = [header.box.top for header in (*following, *others) if header.box.top > top]
    bottom = min(ends, default=page.height)
    return [line for line in page.lines if top < line.box.y_mid < bottom and line.box.top < bottom - 1]


def _read(page: Page, grid: Grid, lines: Iterable[Line], rows: list[RawRow]) -> Grid | None:
    """Read rows from lines; the grid when the table may go on beyond them, None when it ended."""
    waiting: list[GridLine] = []
    group, beyond = (rows[-1].group, rows[-1].beyond) if rows else (0, False)
    summed, idle, ended = beyond, 0, False
    for placed in _cut(grid, lines):
        end = ending(placed, rows)
        idle += 1
        if end in BETWEEN or end in AT_THE_END:
            _close(rows)
            beyond, ended = beyond or (end in AT_THE_END and bool(rows)), end in AT_THE_END and bool(rows)
            if end is EndKind.CARRY and rows and rows[-1].page == page.number:
                break
            if end is not EndKind.CARRY and rows:
                summed, group = True, group + 1
        elif summed and (not looks_like_rows(placed, rows) or (beyond and speaks_of_tax(placed))):
            waiting = [*waiting[-2:], placed]
        elif _begins_row(placed, rows):
            _close(rows)
            rows.append(_new_row(page.number, placed, end, waiting, (group, beyond)))
            waiting, summed, ended, idle = [], beyond, False, 0
        elif not _continue_row(page, rows, placed):
            waiting = [*waiting[-2:], placed]
        if beyond and idle > _MOST_BETWEEN:
            break
    return None if ended else grid


def _cut(grid: Grid, lines: Iterable[Line]) -> Iterator[GridLine]:
    return (place_line(grid, line) for line in lines)


def _begins_row(placed: GridLine, rows: Sequence[RawRow]) -> bool:
    if placed.has_amount and not placed.is_counted and rows and rows[-1].open and not rows[-1].has_amount:
        return False
    return placed.has_amount or placed.is_counted


def _new_row(
    page: int, placed: GridLine, end: EndKind | None, waiting: Sequence[GridLine], part: tuple[int, bool]
) -> RawRow:
    """A row that begins with a line; without a name of its own it takes the words that wait above it."""
    row = RawRow(page, [placed], deduction=end is EndKind.DISCOUNT, group=part[0], beyond=part[1])
    row.take(placed)
    if not row.texts:
        for line in reversed(waiting):
            if row.lines[0].box.top - line.box.bottom > _ABOVE * line.box.height:
                break
            row.lines.insert(0, line)
            row.texts.insert(0, line.text(ColumnKind.DESCRIPTION))
        row.named_above = len(row.lines) > 1
    return row


def _continue_row(page: Page, rows: Sequence[RawRow], placed: GridLine) -> bool:
    """Take a line into the last row when it follows closely; False when it stands apart."""
    row = rows[-1] if rows else None
    if row is None or not row.open or row.page != page.number or len(row.lines) >= _MOST_LINES:
        return False
    if (row.named_above and row.has_amount) or _is_heading(row, placed):
        row.open = False
        return False
    step = placed.box.top - row.lines[-1].box.top
    near = step <= (_NEXT_STEP * row.step if row.step else _FIRST_STEP * placed.box.height) + 0.5
    if not near or _ruled_off(page, row, placed):
        row.open = row.may_take_amount(placed) and not _ruled_off(page, row, placed)
        return False
    if _only_names(placed) or row.may_take_amount(placed):
        row.step = row.step or max(step, 1.0)
        row.lines.append(placed)
        row.take(placed)
    return True


def _is_heading(row: RawRow, placed: GridLine) -> bool:
    """Whether the words of a line begin left of the row's name, as headings of groups do."""
    own, other = (line.texts.get(ColumnKind.DESCRIPTION) for line in (row.lines[0], placed))
    return bool(own and other and other[0].box.x0 < own[0].box.x0 - _OUTDENT and _only_names(placed))


def _only_names(placed: GridLine) -> bool:
    """Whether a line holds words of a description and, but for numbers of articles, nothing beside them."""
    beside = placed.texts.keys() - {ColumnKind.DESCRIPTION, ColumnKind.ITEM_NO, ColumnKind.POSITION}
    return bool(placed.texts.get(ColumnKind.DESCRIPTION)) and not (beside or placed.loose or placed.numbers)


def _ruled_off(page: Page, row: RawRow, placed: GridLine) -> bool:
    """Whether a drawn line parts the line from the row."""
    top, bottom = row.lines[-1].box.y_mid, placed.box.y_mid
    flat = (box for box in page.rulings if box.width > 4 * box.height and top < box.y_mid < bottom)
    return any(box.width > 0.6 * row.lines[0].box.width and box.x_overlap(row.lines[0].box) > 0 for box in flat)


def _close(rows: Sequence[RawRow]) -> None:
    if rows:
        rows[-1].open = False
