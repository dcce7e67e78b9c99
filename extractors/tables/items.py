"""Find the invoice lines (BG-25): the rows of the items table, checked row by row and against the totals.

Every header that may head an items table is tried, and the rows that need none; the table wins whose rows hold in
themselves and whose sum is printed elsewhere on the document. Amounts are as printed; where a table only has amounts
with tax in them, these stand in `net_amount` with a low confidence, for a person to see.

Rows come in reading order with evidence; empty when there is no table. Nothing is dropped for its arithmetic.

Source: EN 16931-1:2017, BG-25.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.tables.arithmetic import Settled
from extractors.tables.cells import split_cells
from extractors.tables.headers import Header, find_headers
from extractors.tables.lexicon import ColumnKind, fold
from extractors.tables.mending import mend, overlooked_quantity
from extractors.tables.raw_row import RawRow
from extractors.tables.rows import gather_rows
from extractors.tables.unheaded import find_bare_rows
from models.evidence import Evidence, Witness
from models.geometry import bounding_box
from models.invoice import LineItem
from models.page import Page, Transcript

_MOST_HEADERS = 8
_LONGEST_DESCRIPTION = 500
_RATE = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,3})?)\s?%")
_JOINED = re.compile(r"(?<=[^\W\d_])(?:[\ufffe\u00ad\u0002]\s*|- (?=[a-zà-ž]))")


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


def find_line_items(transcript: Transcript) -> tuple[LineItem, ...]:
    """The invoice lines of a document; empty when it has none that can be told apart."""
    pages = transcript.pages
    headers = [header for page in pages for header in find_headers(page)]
    printed = _printed_amounts(pages)
    heads = [header for header in headers if header.is_items][:_MOST_HEADERS]
    tables = [make_table(gather_rows(pages, headers, head), printed, head) for head in heads]
    if not any(table.summed or table.holds for table in tables):
        bare = make_table(find_bare_rows(pages), printed, None)
        tables += [bare] if bare.summed or len(bare.rows) > 1 else []
    best = max(tables, key=lambda table: table.score, default=None)
    return tuple(_line_item(pages, row, settled, best) for row, settled in best.rows) if best else ()


def make_table(raw: Sequence[RawRow], printed: dict[Decimal, int], head: Header | None) -> Table:
    """Settle the rows, mind deductions, and let the printed sums tell which rows belong."""
    rows = [mend(_without_number(row, head)) for row in raw]
    rows = [(row, settled) for row, settled in rows if settled.net_amount is not None and _is_named(row, settled)]
    rows = _deduct(rows)
    counts = head is not None and ColumnKind.QUANTITY in head.kinds
    for chosen in (rows, [pair for pair in rows if pair[1].checked]):
        if chosen and _is_printed(chosen, printed):
            return Table(tuple(chosen), summed=True, counts=counts)
    return Table(tuple(rows), summed=False, counts=counts)


def _printed_amounts(pages: Sequence[Page]) -> dict[Decimal, int]:
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
    """A row says what it is about, or at least counts it right."""
    return bool("".join(row.texts).strip()) or settled.checked or row.is_counted or row.deduction


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
        if abs(abs(base) * percent / 100 - amount) <= Decimal("0.02"):
            kept[-1] = (above, replace(last, net_amount=base - amount.copy_sign(base), unit_price=last.unit_price))
    return kept


def _percent_of(row: RawRow) -> Decimal | None:
    found = _RATE.search(" ".join(word.text for line in row.lines for word in line.line.words))
    return Decimal(found[1].replace(",", ".")) if found else None


def _line_item(pages: Sequence[Page], row: RawRow, settled: Settled, table: Table) -> LineItem:
    page = next(page for page in pages if page.number == row.page)
    if page.witness is Witness.OCR and table.counts:
        settled = overlooked_quantity(settled)
    return LineItem(
        description=describe(row),
        quantity=settled.quantity,
        unit=_unit(row),
        unit_price=settled.unit_price,
        net_amount=settled.net_amount,
        vat_rate=settled.vat_rate,
        confidence=_confidence(row, settled, table),
        evidence=_evidence(page, row),
    )


def describe(row: RawRow) -> str | None:
    """The description in one line, broken words joined; the article's number where there is no other name."""
    text = " ".join(row.texts) or " ".join(line.text(ColumnKind.ITEM_NO) for line in row.lines)
    return _JOINED.sub("", text).strip()[:_LONGEST_DESCRIPTION] or None


def _unit(row: RawRow) -> str | None:
    glued = next((cell.unit for cell in row.numbers.get(ColumnKind.QUANTITY, []) if cell.unit), "")
    unit = (row.unit or glued).strip()
    return unit if unit and fold(unit) and len(unit) <= 20 and unit != "%" else None


def _confidence(row: RawRow, settled: Settled, table: Table) -> float:
    """How sure a row is: its arithmetic, the sum of its table, and how well its words were read."""
    sure = 0.45 + 0.25 * settled.checked + 0.2 * table.summed + 0.05 * bool(row.texts)
    read = [word.confidence for cells in row.numbers.values() for cell in cells for word in cell.words]
    cap = 0.5 if settled.gross else 1.0
    return min(cap, sure * (sum(read) / len(read) if read else 1.0))


def _evidence(page: Page, row: RawRow) -> Evidence:
    words = [word for line in row.lines for word in line.line.words]
    return Evidence(
        page.witness, " ".join(word.text for word in words), page.number, bounding_box(w.box for w in words)
    )
