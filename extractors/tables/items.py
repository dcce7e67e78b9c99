"""Find the invoice lines (BG-25): the rows of the items table, checked row by row and against the totals.

Every header that may head an items table is tried, and the rows that need none; the table wins whose rows hold in
themselves and whose sum is printed elsewhere on the document. Amounts are as printed; where a table only has amounts
with tax in them, these stand in `net_amount` with a low confidence, for a person to see.

Rows come in reading order with evidence; empty when there is no table. Nothing is dropped for its arithmetic.

Source: EN 16931-1:2017, BG-25.
"""

import re
from collections.abc import Sequence

from extractors.tables.arithmetic import Settled
from extractors.tables.headers import Header, find_headers
from extractors.tables.lexicon import ColumnKind, fold
from extractors.tables.mending import overlooked_quantity
from extractors.tables.raw_row import RawRow
from extractors.tables.rows import gather_rows, repeats
from extractors.tables.table import Table, make_table, printed_amounts
from extractors.tables.unheaded import find_bare_rows
from models.evidence import Evidence, Witness
from models.geometry import bounding_box
from models.invoice import LineItem
from models.page import Page, Transcript, witness_of

_MOST_HEADERS = 8
_LONGEST_DESCRIPTION = 500
_JOINED = re.compile(r"(?<=[^\W\d_])(?:[\ufffe\u00ad\u0002]\s*|- (?=[a-zà-ž]))")


def find_line_items(transcript: Transcript) -> tuple[LineItem, ...]:
    """The invoice lines of a document; empty when it has none that can be told apart."""
    pages = transcript.pages
    headers = [header for page in pages for header in find_headers(page)]
    printed = printed_amounts(pages)
    heads = _different([header for header in headers if header.is_items])[:_MOST_HEADERS]
    tables = [make_table(gather_rows(pages, headers, head), printed, head) for head in heads]
    if not any(table.summed or table.holds for table in tables):
        bare = make_table(find_bare_rows(pages), printed, None)
        tables += [bare] if bare.summed or len(bare.rows) > 1 else []
    best = max(tables, key=lambda table: table.score, default=None)
    return tuple(_line_item(pages, row, settled, best) for row, settled in best.rows) if best else ()


def _different(heads: Sequence[Header]) -> list[Header]:
    """The headers without those that repeat one before them: their rows are read with its."""
    kept: list[Header] = []
    for head in heads:
        if not any(repeats(other, head) for other in kept):
            kept.append(head)
    return kept


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
    text, box = " ".join(word.text for word in words), bounding_box(word.box for word in words)
    return Evidence(witness_of(words, page.witness), text, page.number, box)
