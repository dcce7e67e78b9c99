"""One row of a table while it is gathered from lines, with nothing decided yet."""

from dataclasses import dataclass, field

from extractors.tables.cells import Cell
from extractors.tables.grid import AMOUNTS, GridLine
from extractors.tables.lexicon import ColumnKind


@dataclass(slots=True)
class RawRow:
    """One row while it is gathered: its page, lines and cells, nothing decided yet.

    `group` numbers the parts of a table between its sums; rows `beyond` a total are only likely to belong to it.
    """

    page: int
    lines: list[GridLine]
    numbers: dict[ColumnKind, list[Cell]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    unit: str = ""
    spare: list[Cell] = field(default_factory=list)
    step: float = 0.0
    open: bool = True
    deduction: bool = False
    named_above: bool = False
    group: int = 0
    beyond: bool = False

    @property
    def names_at(self) -> float | None:
        """Where its name begins, in points from the left; None without one."""
        names = self.lines[0].texts.get(ColumnKind.DESCRIPTION)
        return names[0].box.x0 if names else None

    @property
    def is_counted(self) -> bool:
        return bool(self.numbers.get(ColumnKind.QUANTITY) or self.numbers.get(ColumnKind.UNIT_PRICE))

    @property
    def has_amount(self) -> bool:
        return any(self.numbers.get(kind) for kind in AMOUNTS)

    @property
    def rates(self) -> list[Cell]:
        """Percentages amid its numbers, where no head of a column speaks of any."""
        return [cell for line in self.lines for cell in line.rates]

    def take(self, placed: GridLine) -> None:
        """Add the cells of a line that are still missing, and its words to the description."""
        for kind, cells in placed.numbers.items():
            if not self.numbers.get(kind):
                self.numbers[kind] = list(cells)
        self.spare += placed.spare
        text = placed.text(ColumnKind.DESCRIPTION)
        if text:
            self.texts.append(text)
        if placed.numbers.get(ColumnKind.QUANTITY) or placed is self.lines[0]:
            units = placed.texts.get(ColumnKind.UNIT)
            self.unit = self.unit or (units[0].text if units else "")

    def may_take_amount(self, placed: GridLine) -> bool:
        """Whether the line holds the amount that the row still lacks."""
        return not self.has_amount and placed.has_amount
