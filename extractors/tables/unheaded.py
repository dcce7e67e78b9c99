"""Rows of tables without a header: lines that name something and end with its amount.

Two kinds count: lines in which quantity times price is the amount, and, as on till receipts, lines of a name and an
amount above a total that is their sum. What cannot be shown by arithmetic is no row.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product

from extractors.tables.cells import Cell, as_text, join_phrases, split_cells
from extractors.tables.grid import GridLine
from extractors.tables.lexicon import ColumnKind, EndKind, end_kind, mentions_sum
from extractors.tables.raw_row import RawRow
from models.amounts import looks_like_amount
from models.page import Line, Page

_MOST_NUMBERS = 6
_RIGHT_EDGE = 12.0  # points: how far the right edges of one column of amounts may differ
_MOST_LINES = 200  # of one page
_MOST_WORDS = 14
_FINE_PRICE = re.compile(r"(?<![\d.,])\d{1,4}[.,]\d{3,4}(?![\d.,])")
_CENT = Decimal("0.01")
_NET = ColumnKind.NET_AMOUNT


def find_bare_rows(pages: Sequence[Page]) -> list[RawRow]:
    """Rows proved by the total below them, else by their own arithmetic; empty when neither is there."""
    summed = next((rows for page in pages if (rows := _summed(page))), [])
    if summed:
        return summed
    lines = [(page, line, above) for page in pages for line, above in _with_above(page)]
    return [row for page, line, above in lines if (row := _multiplied(page.number, line, above)) is not None]


def _with_above(page: Page) -> list[tuple[Line, Line | None]]:
    """Each line with the one above it."""
    lines = page.lines[:_MOST_LINES]
    return list(zip(lines, (None, *lines), strict=False))


def _multiplied(page: int, line: Line, above: Line | None) -> RawRow | None:
    """The line as a row when two of its numbers multiply to the last one."""
    cells = _without_letter(split_cells(line))
    numbers = [cell for cell in cells if cell.is_number and not cell.is_rate]
    if not 3 <= len(numbers) <= _MOST_NUMBERS or not looks_like_amount(numbers[-1].text):
        return None
    for quantity, price in _pairs(numbers[:-1]):
        if _tells(quantity, price, numbers[-1]):
            kinds = {quantity: ColumnKind.QUANTITY, price: ColumnKind.UNIT_PRICE, numbers[-1]: _NET}
            row = _named(_row(page, line, cells, kinds), above)
            return row if row.texts else None
    return None


def _without_letter(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells without the letter of a tax rate that tills print behind the amount."""
    behind = len(cells) > 1 and cells[-2].is_number and not cells[-1].is_number and len(cells[-1].text) <= 2
    return cells[:-1] if behind else cells


def _named(row: RawRow, above: Line | None) -> RawRow:
    """The row with the words of the line above as its name, when it has none but signs and that has no amount."""
    if any(len(word) > 1 and word.isalpha() for text in row.texts for word in text.split()):
        return row
    named = above is not None and not any(looks_like_amount(word.text) for word in above.words)
    return replace(row, texts=[above.text] if above is not None and named else [])


def _pairs(numbers: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Neighbours as quantity and price, in either order: a whole number counts, what looks like money is a price."""
    near = list(pairwise(numbers))[::-1]
    both = [*near, *((price, quantity) for quantity, price in near)]
    return sorted(both, key=lambda pair: (_like_price(pair[0].text), not _like_price(pair[1].text)))


def _like_price(text: str) -> bool:
    """Whether a number is written as money, or with the three or four decimals of a price: `15,9000`, `1.350`."""
    return looks_like_amount(text) or bool(_FINE_PRICE.search(text))


def _tells(quantity: Cell, price: Cell, amount: Cell) -> bool:
    """Whether the product is the amount to the cent, and says something: 1 times no amount could be any two numbers."""
    pairs = product(quantity.readings, price.readings, amount.readings)
    holds = any(total and abs(count * each - total) <= _CENT for count, each, total in pairs)
    return holds and (quantity.readings[0] != 1 or _like_price(price.text))


def _row(page: int, line: Line, cells: Sequence[Cell], kinds: dict[Cell, ColumnKind]) -> RawRow:
    numbers = {kind: [cell] for cell, kind in kinds.items()}
    first = min(cell.box.x0 for cell in kinds)
    rest = [as_text(cell) for cell in cells if cell not in kinds]
    words = join_phrases([cell for cell in rest if cell.box.x0 < first] or rest)
    placed = GridLine(line, numbers, {ColumnKind.DESCRIPTION: list(words)} if words else {})
    rates = [cell for cell in cells if cell.is_rate and cell.box.x0 > first]
    return RawRow(page, [placed], {**numbers, ColumnKind.VAT_RATE: rates}, [cell.text for cell in words])


def _summed(page: Page) -> list[RawRow]:
    """Lines of a name and an amount whose sum is the amount of the first line of a total below them."""
    rows: list[RawRow] = []
    for line, above in _with_above(page):
        cells = _without_letter(split_cells(line))
        amount = cells[-1] if cells and cells[-1].is_number and looks_like_amount(cells[-1].text) else None
        text = " ".join(cell.text for cell in cells if not cell.is_number)
        end = end_kind(text)
        if amount is not None and end is not None and end[0] in {EndKind.TOTAL, EndKind.SUBTOTAL}:
            totals = [cell for cell in cells if cell.is_number and looks_like_amount(cell.text)]
            found = next((found for total in totals if (found := _adding_up(rows, total))), [])
            if found:
                return found
        elif amount is not None and len(line.words) <= _MOST_WORDS:
            plain = _named(_row(page.number, line, cells, {amount: _NET}), above)
            row = _multiplied(page.number, line, above) or plain
            rows += [row] if row.texts and (row.is_counted or not mentions_sum(text)) else []
    return []


def _adding_up(rows: Sequence[RawRow], total: Cell) -> list[RawRow]:
    """The last rows above a total, in its column, that add up to it; empty when none do."""
    column = [row for row in rows if abs(row.numbers[_NET][0].box.x1 - total.box.x1) <= _RIGHT_EDGE]
    left = total.readings[0]
    for count, row in enumerate(reversed(column), start=1):
        left -= row.numbers[_NET][0].readings[0]
        if left == 0 and (count > 1 or row.is_counted):
            return list(column[-count:])
    return []
