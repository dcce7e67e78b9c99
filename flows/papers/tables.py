"""The table of lines: columns with heads, rows that wrap, groups with sub-totals, amounts carried over pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.papers.bills import BillLine
from flows.papers.columns import PAD, Column, cell_text, columns_of, minus_of
from flows.papers.layout import Layout
from flows.papers.marks import GREY, INK, PALE, WHITE, Area, Block, Line, aligned

_KEYS = {"description", "quantity", "unit", "unit_price", "rate", "amount"}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to be placed; `net` is what it adds to the amount that is carried over."""

    block: Block
    net: Decimal


class LinesTable:
    """The table of one bill."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.style = layout.part("table")
        self.pen = layout.pen.sized(0.95)
        self.columns = columns_of(self.layout, self.pen)

    def head(self) -> Block:
        """The heads of the columns, in as many lines as the longest takes."""
        filled = self.style == "filled_head"
        pen = (
            self.pen.strong.inked(WHITE)
            if filled
            else self.pen.strong
            if self.style != "plain"
            else self.pen.inked(GREY)
        )
        cells = [pen.fill(column.head, column.width - 2 * PAD, align=column.align) for column in self.columns]
        block = self._row(cells, PAD)
        width, height = block.width, block.height
        under = Block(width, height)
        if filled:
            under.add(Area(0, 0, width, height, self.layout.design.accent))
        elif self.style == "boxed_head":
            under.add(Area(0, 0, width, height, PALE, INK, 0.9))
        elif self.style == "zebra":
            under.add(Line(0, height, width, height, self.layout.design.accent, 1.2))
        elif self.style in {"grid", "columns"}:
            under.add(*self._grid(height, frame=True))
        else:
            under.add(Line(0, 0, width, 0, INK, 0.5), Line(0, height, width, height, INK, 0.8))
        return under.place(block)

    def rows(self) -> Iterator[TableRow]:
        """The rows in their order, with those that name groups and sum them up."""
        lines = self.layout.bill.lines
        groups = sorted({line.group for line in lines})
        shown = 0
        for group in groups:
            members = [(at, line) for at, line in enumerate(lines) if line.group == group]
            if len(groups) > 1:
                yield TableRow(self._group_head(group), Decimal(0))
            for at, line in members:
                yield TableRow(self._decorated(self._line(at, line), odd=shown % 2 == 1), line.net)
                shown += 1
            if len(groups) > 1 and self._has("amount"):
                name = self.layout.wording.label("subtotal").format(group=group + 1)
                yield TableRow(self.summing(name, sum((line.net for _, line in members), Decimal(0))), Decimal(0))

    def summing(self, label: str, amount: Decimal) -> Block:
        """A row with an amount that is no line: a sub-total, an amount carried over."""
        pen = self.pen.inked(GREY)
        at = next((at for at, column in enumerate(self.columns) if column.key == "amount"), len(self.columns) - 1)
        right = sum(column.width for column in self.columns[: at + 1])
        block = Block(self.layout.width, pen.leading + 4)
        block.place(pen.write(label), max(0.0, right - 130 - pen.width_of(label)), 2)
        value = pen.write(minus_of(self.layout) + self.layout.forms.amount(amount))
        return block.place(value, right - PAD - value.width, 2)

    def foot(self) -> Block:
        """What closes the table."""
        ink = self.layout.design.accent if self.style == "zebra" else INK
        return Block(self.layout.width, 3).add(Line(0, 0, self.layout.width, 0, ink, 0.8))

    def _has(self, key: str) -> bool:
        return any(column.key == key for column in self.columns)

    def _group_head(self, group: int) -> Block:
        note = f"{self.layout.wording.label('note')} {1200 + 37 * group + len(self.layout.bill.number)}"
        return Block(self.layout.width, self.pen.leading + 4).place(self.pen.strong.write(note), PAD, 3)

    def _line(self, at: int, line: BillLine) -> Block:
        cells = []
        for column in self.columns:
            key = f"line/{at}/{column.key}" if column.key in _KEYS else None
            text = cell_text(self.layout, column.key, at, line)
            pen = self.pen.strong if column.key == "description" and self.style == "plain" else self.pen
            if column.key == "quantity_unit":
                cells.append(self._with_unit(at, line, column))
                continue
            cells.append(pen.fill(text, column.width - 2 * PAD, key=key, align=column.align))
        return self._row(cells, 2.5)

    def _with_unit(self, at: int, line: BillLine, column: Column) -> Block:
        quantity = self.layout.forms.quantity(line.quantity)
        parts = ((quantity, f"line/{at}/quantity"), (f" {line.unit}", f"line/{at}/unit"))
        return aligned(self.pen.join(*parts), column.width - 2 * PAD, column.align)

    def _row(self, cells: Sequence[Block], pad: float) -> Block:
        height = max(cell.height for cell in cells) + 2 * pad
        block, x = Block(self.layout.width, height), 0.0
        for column, cell in zip(self.columns, cells, strict=True):
            block.place(cell, x + PAD, pad)
            x += column.width
        return block

    def _decorated(self, block: Block, *, odd: bool) -> Block:
        width, height = block.width, block.height
        under = Block(width, height)
        if self.style == "zebra" and odd:
            under.add(Area(0, 0, width, height, PALE))
        elif self.style in {"ruled", "boxed_head"}:
            under.add(Line(0, height, width, height, GREY, 0.35))
        elif self.style == "dotted":
            under.add(Line(0, height, width, height, GREY, 0.6, dash=1.2))
        elif self.style in {"grid", "columns"}:
            under.add(*self._grid(height, frame=self.style == "grid"))
        return under.place(block)

    def _grid(self, height: float, *, frame: bool) -> Iterator[Line]:
        x = 0.0
        for column in self.columns:
            yield Line(x, 0, x, height, GREY, 0.5)
            x += column.width
        yield Line(x, 0, x, height, GREY, 0.5)
        if frame:
            yield from (Line(0, y, x, y, GREY, 0.5) for y in (0, height))
