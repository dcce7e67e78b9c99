"""The grid of one table: its columns with the lines drawn between them, and what one line of it holds by column."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.tables.cells import Cell
from extractors.tables.headers import Column, Header
from extractors.tables.lexicon import ColumnKind
from models.geometry import Box
from models.page import Line

TEXTS = frozenset({ColumnKind.DESCRIPTION, ColumnKind.ITEM_NO, ColumnKind.POSITION, ColumnKind.UNIT, ColumnKind.OTHER})
"""Columns of words."""

AMOUNTS = (ColumnKind.NET_AMOUNT, ColumnKind.GROSS_AMOUNT)
TOUCH = 3.0  # points: how near to a column's label a word or number is in line with it
_ROOM = 90.0  # points: the least space for names left of the first label
_NUMBERING = frozenset({ColumnKind.POSITION, ColumnKind.ITEM_NO})


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of one table with the x positions of drawn lines between them; none when it is not ruled."""

    columns: tuple[Column, ...]
    edges: tuple[float, ...] = ()

    def ruled_column(self, box: Box) -> Column | None:
        """The column whose label shares the ruled cell of the box; None without rulings, labels, or with several."""
        left = max((edge for edge in self.edges if edge <= box.x_mid), default=None)
        right = min((edge for edge in self.edges if edge > box.x_mid), default=None)
        if left is None or right is None:
            return None
        inside = [column for column in self.columns if left <= column.box.x_mid < right]
        return inside[0] if len(inside) == 1 else None


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of a table: numbers and words by column.

    `loose` are words in no column of text, `spare` numbers in no column of numbers, which also count as words; `rates`
    are those amid the numbers where no column is of them.
    """

    line: Line
    numbers: dict[ColumnKind, list[Cell]] = field(default_factory=dict)
    texts: dict[ColumnKind, list[Cell]] = field(default_factory=dict)
    loose: tuple[Cell, ...] = ()
    spare: tuple[Cell, ...] = ()
    rates: tuple[Cell, ...] = ()

    @property
    def box(self) -> Box:
        return self.line.box

    @property
    def is_counted(self) -> bool:
        """Whether it holds both a quantity and a price."""
        return bool(self.numbers.get(ColumnKind.QUANTITY) and self.numbers.get(ColumnKind.UNIT_PRICE))

    @property
    def has_amount(self) -> bool:
        return any(self.numbers.get(kind) for kind in AMOUNTS)

    def text(self, kind: ColumnKind) -> str:
        return " ".join(cell.text for cell in self.texts.get(kind, []))

    @property
    def all_text(self) -> str:
        """Every word that is not a number, left to right."""
        cells = [cell for cells in self.texts.values() for cell in cells] + list(self.loose)
        return " ".join(cell.text for cell in sorted(cells, key=lambda cell: cell.box.x0))


def make_grid(header: Header, rulings: Sequence[Box] = ()) -> Grid:
    """The grid of a header. Lines that run down from it are its edges when they part its labels, and cut none."""
    upright = [box for box in rulings if box.height > 2 * box.width and box.height > 2]
    beside = [box for box in upright if box.y_overlap(header.box) > 0.5 * header.box.height]
    columns = _with_names(header)
    drawn = sorted({round(box.x_mid, 0) for box in beside})
    edges = tuple(x for x in drawn if not any(column.box.x0 + 1 < x < column.box.x1 - 1 for column in header.columns))
    return Grid(columns, edges if len(edges) > len(header.columns) / 2 else ())


def _with_names(header: Header) -> tuple[Column, ...]:
    """The columns, one of them of names: by its label, else the widest before the numbers, else what is left of all."""
    columns = header.columns
    if ColumnKind.DESCRIPTION in header.kinds:
        return _numbers_named(header)
    first = next((number for number, column in enumerate(columns) if column.kind not in TEXTS), len(columns) - 1)
    last = len(columns) - 1
    named = [n for n in range(first) if columns[n].kind in {ColumnKind.ITEM_NO, ColumnKind.OTHER}]
    named += [n for n in range(first, last) if columns[n].kind is ColumnKind.ITEM_NO]
    if named:
        widest = max(named, key=lambda n: columns[n + 1].box.x0 - columns[n].box.x0)
        return (*columns[:widest], replace(columns[widest], kind=ColumnKind.DESCRIPTION), *columns[widest + 1 :])
    left = columns[0].box
    if left.x0 < _ROOM:
        return columns
    box = Box(0.0, left.top, left.x0 - TOUCH, left.bottom)
    return (Column(ColumnKind.DESCRIPTION, "", box), *columns)


def _numbers_named(header: Header) -> tuple[Column, ...]:
    """The columns, those that may be of numbers (`Item` beside `Details`) of numbers where another is of names."""
    named = [column.kind is ColumnKind.DESCRIPTION for column in header.columns]
    pairs = zip(header.columns, header.meanings, strict=True)
    return tuple(
        replace(column, kind=ColumnKind.ITEM_NO)
        if column.kind is ColumnKind.DESCRIPTION and sum(named) > 1 and meanings & _NUMBERING
        else column
        for column, meanings in pairs
    )
