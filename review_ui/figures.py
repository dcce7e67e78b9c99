"""A figure: a table of numbers under a name, with the picture drawn from it, and the same as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from review_ui.bookings.exporting import harmless
from review_ui.charts import Bars
from review_ui.formatting import format_date, format_share
from review_ui.languages.speech import counted

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """`key` names it in addresses and files. A share is a float from 0 to 1; None is what cannot be said."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    bars: Bars | None = None
    lying: bool = False
    note: str = ""

    @property
    def shown(self) -> list[list[str]]:
        """The cells as a person reads them."""
        return [[show(cell) for cell in row] for row in self.rows]


def show(cell: Cell) -> str:
    """A cell in the forms of the spoken language."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return format_date(cell)
    return format_share(cell) if isinstance(cell, float) else counted(cell)


def write_csv(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, dates and numbers plain, and no cell that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([harmless(cell) if isinstance(cell, str) else plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def plain(cell: Cell) -> str:
    """A cell as programs read it.

    >>> plain(date(2026, 3, 1)), plain(0.25), plain(None)
    ('2026-03-01', '0.25', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
