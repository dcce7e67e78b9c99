"""One reading of a table: its rows settled, deductions taken off, and the sums of the document as the judge.

A row in doubt belongs when the sum of all is printed; when only the sum of those that hold is, it does not. Rows beyond
a total belong likewise, or when they hold in themselves.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.tables.arithmetic import Settled
from extractors.tables.cells import split_cells
from extractors.tables.grid import AMOUNTS
from extractors.tables.headers import Header
from extractors.tables.lexicon import ColumnKind
from extractors.tables.marks import read_by_mark
from extractors.tables.mending import mend
from extractors.tables.raw_row import RawRow
from extractors.tables.sums import usual_counts
from models.amounts import looks_like_amount
from models.page import Page

_RATE = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,3})?)\s?%")
_ARTICLE = re.compile(r"[0-9-]{4,}")
_CENTS = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Table:
    """One reading of a table: rows with their numbers.

    `summed`: their sum is printed on the document; `counts`: there is a column of quantities.
    """

    rows: tuple[tuple[RawRow, Settled], ...]
    summed: bool
    counts: bool

    @property
    def holds(self) -> bool:
        """Whether most rows hold in themselves."""
        return 2 * sum(settled.checked for _, settled in self.rows) > len(self.rows)

    @property
    def score(self) -> float:
        """Rows that hold count, and much more when the sum is right; rows in doubt count little."""
        held = sum(1.0 if settled.checked else 0.3 for _, settled in self.rows)
        return held + (2.0 + 0.3 * len(self.rows) if self.summed else 0.0)


def make_table(raw: Sequence[RawRow], printed: dict[Decimal, int], head: Header | None) -> Table:
    """Settle the rows, mind deductions, and let the printed sums tell which rows belong."""
    rows = [mend(_without_number(row, head)) for row in read_by_mark(raw)]
    rows = [(row, settled) for row, settled in rows if settled.net_amount is not None and _is_named(row, settled)]
    rows = _deduct(_written_alike(rows))
    counts = head is not None and ColumnKind.QUANTITY in head.kinds
    within, proved = [pair for pair in rows if not pair[0].beyond], _within_or_proved(rows, printed)
    for chosen in (rows, proved, within, [pair for pair in rows if pair[1].checked]):
        in_groups = chosen is proved and len(proved) > len(within)
        if chosen and (in_groups or _is_printed(chosen, printed)):
            return Table(tuple(chosen), summed=True, counts=counts)
    return Table(tuple(proved), summed=False, counts=counts)


def _within_or_proved(
    rows: Sequence[tuple[RawRow, Settled]], printed: dict[Decimal, int]
) -> list[tuple[RawRow, Settled]]:
    """The rows above the first total; those beyond that hold in themselves, or down to a group whose sum is printed."""
    groups: dict[int, list[tuple[RawRow, Settled]]] = {}
    for row, settled in rows:
        if row.beyond:
            groups.setdefault(row.group, []).append((row, settled))
    proved = [group for group, pairs in groups.items() if len(pairs) > 1 and _is_printed(pairs, printed)]
    last = max(proved, default=-1)
    return [
        (row, settled)
        for row, settled in rows
        if not row.beyond or row.group <= last or (settled.checked and row.is_counted)
    ]


def printed_amounts(pages: Iterable[Page]) -> dict[Decimal, int]:
    """How often each amount stands on the document, without its sign."""
    counts: dict[Decimal, int] = {}
    for value in (v for page in pages for line in page.lines for cell in split_cells(line) for v in cell.readings):
        counts[abs(value)] = counts.get(abs(value), 0) + 1
    return counts


def _is_printed(rows: Sequence[tuple[RawRow, Settled]], printed: dict[Decimal, int]) -> bool:
    """Whether the sum stands on the document, beyond the row itself when there is but one."""
    amounts = [settled.net_amount for _, settled in rows if settled.net_amount is not None]
    total = abs(sum(amounts, Decimal(0)))
    needed = 1 + sum(abs(amount) == total for amount in amounts)
    return total > 0 and printed.get(total, 0) >= needed


def _is_named(row: RawRow, settled: Settled) -> bool:
    """A row says what it is about, in letters or by a number of an article, or counts it and says nothing else."""
    words = [word for text in row.texts for word in text.split()]
    named = any(any(map(str.isalpha, word)) or _ARTICLE.fullmatch(word) for word in words)
    return named or row.deduction or (not words and (settled.checked or row.is_counted))


def _written_alike(rows: Sequence[tuple[RawRow, Settled]]) -> list[tuple[RawRow, Settled]]:
    """The rows without those that count nothing and are not written as money where most are: numbers of pages."""
    as_money = [_is_money(row) for row, _ in rows]
    if 2 * sum(as_money) < len(rows):
        return list(rows)
    needed = usual_counts([row for row, _ in rows])
    return [
        (row, settled)
        for (row, settled), money in zip(rows, as_money, strict=True)
        if money or settled.checked or (needed and needed <= {kind for kind, cells in row.numbers.items() if cells})
    ]


def _is_money(row: RawRow) -> bool:
    return any(looks_like_amount(cell.text) for kind in AMOUNTS for cell in row.numbers.get(kind, []))


def _without_number(row: RawRow, head: Header | None) -> RawRow:
    """A row below a header of two lines, number above name, without that number in its name."""
    names = [column for column in head.columns if column.kind is ColumnKind.DESCRIPTION] if head else []
    stacked = len(names) == 1 and names[0].stack[:1] == (ColumnKind.ITEM_NO,)
    if stacked and len(row.texts) > 1 and row.lines[0].text(ColumnKind.DESCRIPTION) == row.texts[0]:
        return replace(row, texts=row.texts[1:])
    return row


def _deduct(rows: Sequence[tuple[RawRow, Settled]]) -> list[tuple[RawRow, Settled]]:
    """Take a percentage off the row above it when it is of that row; off none when it is of the whole."""
    kept: list[tuple[RawRow, Settled]] = []
    for row, settled in rows:
        percent = _percent_of(row) if row.deduction else None
        if percent is None or not kept or settled.net_amount is None:
            kept.append((row, settled))
            continue
        above, last = kept[-1]
        base, amount = last.net_amount or Decimal(0), abs(settled.net_amount)
        if abs(abs(base) * percent / 100 - amount) <= _CENTS:
            kept[-1] = (above, replace(last, net_amount=base - amount.copy_sign(base), unit_price=last.unit_price))
    return kept


def _percent_of(row: RawRow) -> Decimal | None:
    found = _RATE.search(" ".join(word.text for line in row.lines for word in line.line.words))
    return Decimal(found[1].replace(",", ".")) if found else None
