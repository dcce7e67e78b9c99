"""Find the header rows of tables: lines whose words name columns.

A line is cut into labels so that as many words as possible are named, with the widest gaps as cuts; lines directly
above and below that hold nothing but words of labels belong to the same header, and what stands above each other in
them is one label. Which of its meanings a label has (`netto`: of a line, or of a tax rate) follows from its company.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from extractors.tables.cells import is_currency, split_cells
from extractors.tables.labels import Label, cut_labels
from extractors.tables.lexicon import (
    ColumnKind,
    column_kinds,
    fold,
    is_broken,
    is_header_word,
    is_vocabulary,
    says_included,
)
from extractors.tables.partings import parted, wide_gaps
from models.geometry import Box, bounding_box
from models.page import Line, Page

_NEXT_LINE = 0.9  # of the height: the widest space between two lines of one header
_MAX_LINES = 8
_MOST_WORDS = 40  # in one line of a header
_KNOWN = 0.6  # of the words of a line that continues a header

COUNTED = frozenset({ColumnKind.QUANTITY, ColumnKind.UNIT_PRICE, ColumnKind.NET_AMOUNT, ColumnKind.GROSS_AMOUNT})
"""Columns of numbers that every table of invoice lines has some of."""
_NAMING = {ColumnKind.DESCRIPTION, ColumnKind.ITEM_NO}
_TAXING = {ColumnKind.TAX, ColumnKind.VAT_RATE, ColumnKind.TAX_AMOUNT}
_PREFERENCE = (
    ColumnKind.DESCRIPTION,
    ColumnKind.UNIT_PRICE,
    ColumnKind.GROSS_AMOUNT,
    ColumnKind.NET_AMOUNT,
    ColumnKind.QUANTITY,
    ColumnKind.VAT_RATE,
    ColumnKind.TAX_AMOUNT,
    ColumnKind.TAX,
    ColumnKind.UNIT,
    ColumnKind.DISCOUNT,
    ColumnKind.ITEM_NO,
    ColumnKind.POSITION,
    ColumnKind.PRICE_BASE,
    ColumnKind.OTHER,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, the box of its label, and the kinds of the label's lines where they differ."""

    kind: ColumnKind
    label: str
    box: Box
    stack: tuple[ColumnKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one table: columns from left to right. `meanings` holds every kind that a column may be."""

    page: int
    columns: tuple[Column, ...]
    meanings: tuple[frozenset[ColumnKind], ...]
    box: Box

    @property
    def kinds(self) -> frozenset[ColumnKind]:
        return frozenset(column.kind for column in self.columns)

    @property
    def is_items(self) -> bool:
        """Whether it heads a table of invoice lines: amounts, and something that names or counts."""
        named = self.kinds & (_NAMING | {ColumnKind.QUANTITY, ColumnKind.UNIT_PRICE})
        return len(self.kinds & COUNTED) >= 1 and len(self.kinds & (COUNTED | _NAMING)) >= 2 and bool(named)

    @property
    def is_taxes(self) -> bool:
        """Whether it heads a table of taxes: a rate or an amount of tax beside its base, and no goods."""
        possible = frozenset(kind for meanings in self.meanings for kind in meanings)
        goods = self.kinds & {ColumnKind.QUANTITY, ColumnKind.UNIT_PRICE, ColumnKind.UNIT}
        bases = {ColumnKind.TAX_BASE, ColumnKind.NET_AMOUNT, ColumnKind.GROSS_AMOUNT}
        return bool(possible & _TAXING) and bool(possible & bases) and not goods


def find_headers(page: Page) -> tuple[Header, ...]:
    """The headers of tables on a page, top to bottom; empty when there is none."""
    lines = page.lines
    headers: list[Header] = []
    used: set[int] = set()
    named = [_names(line) for line in lines]
    for index in sorted(range(len(lines)), key=lambda index: -named[index]):
        if index in used or named[index] < 2:
            continue
        band = _band(lines, index, used)
        header = _header(page.number, [lines[number] for number in band])
        if header.is_items or header.is_taxes:
            headers.append(header)
            used.update(band)
    return tuple(sorted(headers, key=lambda header: header.box.top))


def _names(line: Line) -> int:
    """How many different columns a line names; 0 when it holds amounts or too few words of labels."""
    if len(line.words) > _MOST_WORDS or not any(is_vocabulary(word.text) for word in line.words):
        return 0
    if sum(is_header_word(word.text) for word in line.words) < 2 or _has_amounts(line):
        return 0
    labels = [label for label in cut_labels(line.words) if label.kinds]
    named = sum(len(label.words) for label in labels)
    if named < 0.5 * len(line.words) or 3 * wide_gaps(line) < len(labels) - 1:
        return 0
    return len({label.kinds for label in labels})


def _has_amounts(line: Line) -> bool:
    return any(cell.is_number and not cell.is_rate for cell in split_cells(line))


def _band(lines: Sequence[Line], index: int, used: Collection[int]) -> list[int]:
    """The line and those above and below it that are of the same header, and of no other."""
    band = [index]
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(lines) and at not in used and len(band) < _MAX_LINES:
            if not _belongs(lines[at], lines[at - step]):
                break
            band.append(at)
            at += step
    return sorted(band)


def _belongs(line: Line, neighbour: Line) -> bool:
    space = max(line.box.top - neighbour.box.bottom, neighbour.box.top - line.box.bottom)
    words = [word.text for word in line.words if fold(word.text)]
    known = sum(is_header_word(text) or is_broken(text) for text in words)
    return space <= _NEXT_LINE * neighbour.box.height and known >= _KNOWN * len(words) and not _has_amounts(line)


def _header(page: int, lines: Sequence[Line]) -> Header:
    stacks: list[list[Label]] = []
    for label in (label for line in lines for label in cut_labels(line.words, parted(line, lines))):
        above = next((stack for stack in stacks if _stands_under(label.box, stack)), None)
        if above is None:
            stacks.append([label])
        else:
            above.append(label)
    meant = sorted(((_stack_kinds(stack), stack) for stack in stacks), key=lambda pair: pair[1][0].box.x0)
    columns = tuple(_column(kinds, stack) for kinds, stack in meant)
    return Header(page, columns, tuple(kinds for kinds, _ in meant), bounding_box(column.box for column in columns))


def _stands_under(box: Box, stack: Iterable[Label]) -> bool:
    """Whether a label stands in the column of those above it."""
    above = [label.box for label in stack if label.box.y_overlap(box) < 0.5 * box.height]
    return any(box.x_overlap(other) >= 0.4 * min(box.width, other.width) for other in above)


def _stack_kinds(stack: Sequence[Label]) -> frozenset[ColumnKind]:
    """What labels above each other mean together, else each by itself."""
    words = [word.text for label in stack for word in label.words]
    bare = [text for text in words if not (len(words) > 1 and is_currency(text.strip("()[]")))]
    together = column_kinds(" ".join(bare))
    kinds = together or frozenset(kind for label in stack for kind in label.kinds)
    if ColumnKind.NET_AMOUNT in kinds and says_included(" ".join(words)):
        kinds = kinds - {ColumnKind.NET_AMOUNT} | {ColumnKind.GROSS_AMOUNT}
    return kinds


def _column(kinds: frozenset[ColumnKind], stack: Sequence[Label]) -> Column:
    box = bounding_box(label.box for label in stack)
    kind = next((kind for kind in _PREFERENCE if kind in kinds), ColumnKind.OTHER)
    if not kinds & set(_PREFERENCE) and ColumnKind.TAX_BASE in kinds:
        kind = ColumnKind.NET_AMOUNT
    lines = tuple(next((kind for kind in _PREFERENCE if kind in label.kinds), ColumnKind.OTHER) for label in stack)
    return Column(kind, " ".join(label.text for label in stack), box, lines)
