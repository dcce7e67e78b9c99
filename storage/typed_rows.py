"""Rows of a table as a person typed them: cells of text become lines and tax rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from models.amounts import parse_amount, parse_rate
from models.errors import InvalidInput
from models.evidence import Evidence, Witness
from models.invoice import LineItem, Row, TaxRow
from models.messages import told_each
from models.values import decimal_mark_of

Cells = Mapping[str, str]
R = TypeVar("R", bound=Row)

MAX_ROWS = 2000
MAX_TEXT = 2000
_TEXTS = {"description", "unit"}
_NAMES = told_each(
    {
        "quantity": "quantity",
        "unit_price": "unit price",
        "net_amount": "net amount",
        "vat_rate": "VAT rate",
        "tax_amount": "tax amount",
    }
)


@dataclass(frozen=True, slots=True)
class _Table(Generic[R]):
    """The table that is typed: what its rows are, its name, the rows that stand there now, and whose numbers."""

    kind: type[R]
    name: str
    old: Sequence[R]
    locale: str | None


def typed_lines(rows: Sequence[Cells], old: Sequence[LineItem], locale: str | None = None) -> tuple[LineItem, ...]:
    """The lines; see `typed_taxes`."""
    return _typed_rows(_Table(LineItem, "line_items", old, locale), rows)


def typed_taxes(rows: Sequence[Cells], old: Sequence[TaxRow], locale: str | None = None) -> tuple[TaxRow, ...]:
    """The tax rows; blank cells are absent, and rows without any cell are left out.

    A row that stood there before stays as it is, but sure; a changed one keeps the place on the page of the row that
    has its description, else of the one that stood in its position. InvalidInput names the table, and says which row
    and cell cannot be read.
    """
    return _typed_rows(_Table(TaxRow, "tax_breakdown", old, locale), rows)


def _typed_rows(table: _Table[R], rows: Sequence[Cells]) -> tuple[R, ...]:
    if len(rows) > MAX_ROWS:
        raise InvalidInput(f"A table has at most {MAX_ROWS} rows.", table.name)
    typed = (_typed_row(table, index, cells) for index, cells in enumerate(rows))
    return tuple(row for row in typed if row.plain())


def _typed_row(table: _Table[R], index: int, cells: Cells) -> R:
    present = {key: text.strip() for key, text in cells.items() if text and text.strip()}
    here = table.old[index : index + 1]
    for row in (*here, *table.old):
        if row.plain() == present:
            return replace(row, confidence=1.0)
    values = {key: _cell(table, index, key, text) for key, text in present.items()}
    source = next((row.evidence for row in (*here, *table.old) if _is_same_thing(row, present)), None)
    source = source or (here[0].evidence if here else None)
    evidence = replace(source or Evidence(Witness.PERSON, ""), witness=Witness.PERSON)
    return table.kind(**values, confidence=1.0, evidence=evidence)


def _is_same_thing(row: Row, present: Cells) -> bool:
    """Whether a row has the description that was typed: a line that was split is twice the same thing."""
    description = present.get("description")
    return description is not None and getattr(row, "description", None) == description


def _cell(table: _Table[R], index: int, key: str, text: str) -> Any:
    """The value of a cell. A number that stands in the table already is that number, however it could be read."""
    if key not in table.kind.cells():
        raise InvalidInput(f"Row {index + 1}: there is no column {key}.", table.name)
    if key in _TEXTS:
        return text[:MAX_TEXT]
    known = (getattr(row, key) for row in table.old if row.plain().get(key) == text)
    value = next(known, None)
    if value is None:
        value = (
            parse_rate(text) if key == "vat_rate" else parse_amount(text, decimal_mark=decimal_mark_of(table.locale))
        )
    if value is None:
        raise InvalidInput(f"Row {index + 1}: {_NAMES[key]} is not a number, such as 12.50.", table.name)
    return value
