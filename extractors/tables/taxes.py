"""Find the tax breakdown (BG-23): for each rate its base and its tax, from tables and from lines of totals.

Places are read one after the other, and the surest that has rows wins: tables headed by names of taxes, lines that name
a tax with rate, base and tax, labels with the amounts below them, lines that name a rate with its tax alone, and taxes
at the rate that all invoice lines have. Arithmetic decides which number is which; rows
that are printed twice count once. Rates are in percent.

Source: EN 16931-1:2017, BG-23 (BT-116, BT-117, BT-119).
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from extractors.tables.arithmetic import find_rate, readings
from extractors.tables.cells import split_cells
from extractors.tables.grid import Grid, make_grid
from extractors.tables.headers import Header, find_headers
from extractors.tables.lexicon import ColumnKind, EndKind, column_kinds, end_kind
from extractors.tables.placing import place_line
from extractors.tables.raw_row import RawRow
from extractors.tables.tax_apart import find_below, find_of_lines
from extractors.tables.tax_lines import TaxLine, find_single, find_triple, holds
from extractors.tables.tax_places import own_part
from models.evidence import Evidence
from models.geometry import Box
from models.invoice import LineItem, TaxRow
from models.page import Line, Page, Transcript, witness_of

_TAXES = {ColumnKind.TAX, ColumnKind.TAX_AMOUNT, ColumnKind.VAT_RATE}
_BASES = (ColumnKind.TAX_BASE, ColumnKind.NET_AMOUNT)
_MOST_EMPTY = 4  # lines without a row, before the next row of one table
_HEADED, _NAMED, _PLAIN, _SINGLE = 0.9, 0.85, 0.7, 0.7


def find_tax_breakdown(transcript: Transcript, line_items: Sequence[LineItem] = ()) -> tuple[TaxRow, ...]:
    """The rows of the tax breakdown; empty when none is printed. Lines of `line_items` are not taken for taxes."""
    printed = {
        abs(v) for page in transcript.pages for line in page.lines for c in split_cells(line) for v in c.readings
    }
    places = _places(line_items)
    for find in (_headed, _named, _below, _single):
        rows = [row for page in transcript.pages for row in find(page, places.get(page.number, []), printed)]
        if rows:
            return _unique(rows)
    rows = [row for page in transcript.pages for row in _of_lines(page, line_items, printed)]
    return _unique(rows[:1])


def _places(items: Sequence[LineItem]) -> dict[int, list[Box]]:
    """Where the invoice lines stand, by page."""
    places: dict[int, list[Box]] = {}
    for item in items:
        if item.evidence and item.evidence.box and item.evidence.page is not None:
            places.setdefault(item.evidence.page, []).append(item.evidence.box)
    return places


def _headed(page: Page, items: Sequence[Box], _printed: Collection[Decimal]) -> Iterator[TaxRow]:
    """Rows below headers of tax tables, and sums by rate in the columns of an items table that has them."""
    headers = find_headers(page)
    for header in headers:
        ends = [other.box.top for other in headers if other.box.top > header.box.top]
        bottom = min(ends, default=page.height)
        below = [line for line in page.lines if header.box.bottom - 1 < line.box.y_mid < bottom]
        if header.is_taxes:
            yield from _rows_below(page, header, below)
        elif header.kinds >= {ColumnKind.NET_AMOUNT, ColumnKind.TAX_AMOUNT}:
            yield from _sums_below(page, header, [line for line in below if not _is_item(line, items)])


def _sums_below(page: Page, header: Header, lines: Sequence[Line]) -> Iterator[TaxRow]:
    grid = make_grid(header, page.rulings)
    for line in lines:
        counted = place_line(grid, line).numbers.keys() & {ColumnKind.QUANTITY, ColumnKind.UNIT_PRICE}
        found = None if counted else _by_column(grid, line)
        if found:
            yield _tax_row(page, line, found, _HEADED)


def _rows_below(page: Page, header: Header, lines: Sequence[Line]) -> Iterator[TaxRow]:
    grid, empty = make_grid(header, page.rulings), 0
    for line in lines:
        found = _by_column(grid, line) or find_triple(split_cells(line), bare_rates=True, whole=True)
        if found:
            yield _tax_row(page, line, found, _HEADED)
        empty = 0 if found else empty + 1
        if empty > _MOST_EMPTY:
            break


def _by_column(grid: Grid, line: Line) -> TaxLine | None:
    """Rate, base and tax from their columns, when they hold."""
    placed = place_line(grid, line)
    row = RawRow(0, [placed], placed.numbers)
    rate = find_rate(row)
    taxes = [*readings(row, ColumnKind.TAX_AMOUNT), *(readings(row, ColumnKind.TAX) if rate is None else [])]
    bases = [value for kind in _BASES for value in readings(row, kind, last=True)]
    if rate is None or not taxes:
        return None
    return next((TaxLine(rate, base, taxes[0]) for base in bases if base and holds(rate, base, taxes[0])), None)


def _named(page: Page, items: Sequence[Box], _printed: Collection[Decimal]) -> Iterator[TaxRow]:
    """Lines that hold rate, base and tax; a rate without its sign counts where the line names a tax."""
    for line in (line for line in page.lines if not _is_item(line, items)):
        named = names_tax(line)
        found = find_triple(split_cells(line), bare_rates=named, whole=named)
        if found:
            yield _tax_row(page, line, found, _NAMED if named else _PLAIN)


def _single(page: Page, items: Sequence[Box], printed: Collection[Decimal]) -> Iterator[TaxRow]:
    """Lines that name a tax with its rate and one amount."""
    for line in page.lines:
        found = find_single(split_cells(line), printed) if names_tax(line) else None
        if found and not _is_item(line, items):
            yield _tax_row(page, line, found, _SINGLE if found.base is not None else _SINGLE - 0.2)


def _below(page: Page, _items: Sequence[Box], _printed: Collection[Decimal]) -> Iterator[TaxRow]:
    """Labels that name a tax with its rate, above a line with base and tax."""
    for words, found in find_below(page, {line for line in page.lines if names_tax(line)}):
        yield _row_of(page, Line(words), found, _PLAIN)


def _of_lines(page: Page, items: Sequence[LineItem], printed: Collection[Decimal]) -> Iterator[TaxRow]:
    """The tax of the totals at the one rate of all invoice lines."""
    places = _places(items).get(page.number, [])
    named = {line for line in page.lines if names_tax(line) and not _is_item(line, places)}
    for words, found in find_of_lines(page, named, items, printed):
        yield _row_of(page, Line(words), found, _SINGLE)


def names_tax(line: Line) -> bool:
    """Whether a line speaks of value added tax, in whatever language."""
    if any(column_kinds(word.text) & _TAXES for word in line.words):
        return True
    found = end_kind(" ".join(cell.text for cell in split_cells(line) if not cell.is_number))
    return found is not None and found[0] is EndKind.TAX


def _is_item(line: Line, items: Sequence[Box]) -> bool:
    """Whether a line stands in the box of an invoice line."""
    x, y = line.box.x_mid, line.box.y_mid
    return any(box.contains(x, y) for box in items)


def _tax_row(page: Page, line: Line, found: TaxLine, sure: float) -> TaxRow:
    return _row_of(page, own_part(line, found), found, sure)


def _row_of(page: Page, own: Line, found: TaxLine, sure: float) -> TaxRow:
    read = [word.confidence for word in own.words]
    evidence = Evidence(witness_of(own.words, page.witness), own.text, page.number, own.box)
    return TaxRow(
        vat_rate=found.rate,
        net_amount=found.base,
        tax_amount=found.tax,
        confidence=sure * sum(read) / len(read),
        evidence=evidence,
    )


def _unique(rows: Sequence[TaxRow]) -> tuple[TaxRow, ...]:
    """Each rate, base and tax once, the surest; of rows of one rate those without a base only when none has one."""
    best: dict[tuple[Decimal | None, Decimal | None, Decimal | None], TaxRow] = {}
    for row in rows:
        key = (row.vat_rate, row.net_amount, row.tax_amount)
        if key not in best or row.confidence > best[key].confidence:
            best[key] = row
    based = {row.vat_rate for row in best.values() if row.net_amount is not None}
    return tuple(row for row in best.values() if row.net_amount is not None or row.vat_rate not in based)
