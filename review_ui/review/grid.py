"""What a person does to whole rows: take one away, split one in two, fill a column, paste from a spreadsheet.

Rows are cells of text as they stand in the form, in the numbers of the language. Nothing is stored here.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.amounts import parse_amount
from models.money import CENT, round_half_up
from models.values import decimal_mark_of
from review_ui.languages.speech import spoken
from review_ui.review.shown import shown_value
from review_ui.review.tables import WRITTEN

Cells = Mapping[str, str]
Rows = Sequence[Cells]
HALVED = ("quantity", "net_amount", "tax_amount")
LONGEST = 2000  # rows that are pasted at once


def without(rows: Rows, index: int) -> list[Cells]:
    return [row for at, row in enumerate(rows) if at != index]


def split(rows: Rows, index: int) -> list[Cells]:
    """Two rows in the place of one: each with half of the quantity and of the amounts, so that the sums stay."""
    if index >= len(rows):
        return list(rows)
    first, second = dict(rows[index]), dict(rows[index])
    for key in HALVED:
        if key in first:
            first[key], second[key] = _halves(first[key], in_cents=key != "quantity")
    return [*rows[:index], first, second, *rows[index + 1 :]]


def fill(rows: Rows, index: int, key: str) -> list[Cells]:
    """The cell of one row in all rows."""
    if index >= len(rows):
        return list(rows)
    return [{**row, key: rows[index].get(key, "")} for row in rows]


def paste(rows: Rows, text: str, keys: Sequence[str], *, at: int, column: str) -> list[Cells]:
    """Cells of a spreadsheet (tabs and lines) over the rows from `at` on, from `column` on; more rows are added.

    A line of titles above the cells is left out.
    """
    pasted = [line.split("\t") for line in text.splitlines() if line.strip()][:LONGEST]
    start = keys.index(column) if column in keys else 0
    columns = keys[start:]
    if pasted and _is_titles(dict(zip(columns, pasted[0], strict=False))):
        pasted = pasted[1:]
    changed = [dict(row) for row in rows]
    for offset, cells in enumerate(pasted):
        while len(changed) <= at + offset:
            changed.append({})
        changed[at + offset] |= {key: cell.strip() for key, cell in zip(columns, cells, strict=False)}
    return list(changed)


def _is_titles(cells: Cells) -> bool:
    """Whether a line has words where numbers belong, and no figure at all."""
    numbers = [cell for key, cell in cells.items() if key not in WRITTEN and cell.strip()]
    return bool(numbers) and not any(char.isdigit() for cell in numbers for char in cell)


def _halves(text: str, *, in_cents: bool) -> tuple[str, str]:
    """Two halves that add up to a number; of money in whole cents. What is no number stands in both.

    >>> _halves("10", in_cents=False), _halves("45.01", in_cents=True), _halves("some", in_cents=True)
    (('5', '5'), ('22.51', '22.50'), ('some', 'some'))
    """
    amount = parse_amount(text, decimal_mark=decimal_mark_of(spoken().tag))
    if amount is None:
        return text, text
    first = round_half_up(amount / 2) if in_cents and amount % CENT == 0 else amount / 2
    return _written(first), _written(amount - first)


def _written(amount: Decimal) -> str:
    return shown_value(amount)
