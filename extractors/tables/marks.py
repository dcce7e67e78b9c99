"""Read the numbers of a table by one decimal mark: where amounts say `37.10`, a quantity of `1.000` is one.

The mark of a table is that of its amounts with cents, when they agree. Numbers that can be read either way take it as
their likeliest reading; the other one stays, for arithmetic to choose.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.tables.cells import Cell
from extractors.tables.raw_row import RawRow

_CENTS = re.compile(r"[0-9]([.,])[0-9]{2}(?![0-9.,])")
_EITHER = re.compile(r"[0-9]([.,])[0-9]{3}(?![0-9.,])")


def read_by_mark(rows: Sequence[RawRow]) -> list[RawRow]:
    """The rows with the readings of their numbers in the order that the decimal mark of the table gives."""
    mark = decimal_mark(cell.text for row in rows for cells in row.numbers.values() for cell in cells)
    if mark is None:
        return list(rows)
    return [
        replace(row, numbers={kind: [_by_mark(cell, mark) for cell in cells] for kind, cells in row.numbers.items()})
        for row in rows
    ]


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The mark before the cents of all amounts that have any; None when there are none, or they disagree.

    >>> decimal_mark(["1.250,00", "3,5", "12,40"]), decimal_mark(["1.000"]), decimal_mark(["1.00", "1,00"])
    (',', None, None)
    """
    marks = {found[1] for text in texts if (found := _CENTS.search(text))}
    return marks.pop() if len(marks) == 1 else None


def _by_mark(cell: Cell, mark: str) -> Cell:
    """The cell with the fraction first, where its one mark is the decimal one."""
    found = _EITHER.search(cell.text)
    if len(cell.readings) != 2 or found is None or found[1] != mark:
        return cell
    return replace(cell, readings=tuple(sorted(cell.readings, key=abs)))
