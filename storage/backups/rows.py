"""Rows of the tables as lines of JSON, and back, whichever database they come from and go to.

A backup says of each column what kind it is, so that a later program reads the columns of an earlier schema.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from models.tables.base import ExactDecimal, UtcDateTime
from models.tables.schema import SCHEMA

Kinds = dict[str, str]  # column: kind
Row = dict[str, Any]

_KINDS: tuple[tuple[type[Any], str], ...] = (
    (UtcDateTime, "moment"),
    (ExactDecimal, "amount"),
    (sa.Date, "date"),
    (sa.LargeBinary, "bytes"),
)
_TYPES: Mapping[str, type[TypeEngine[Any]]] = {kind: found for found, kind in _KINDS}
_WRITE: Mapping[str, Callable[[Any], str]] = {
    "moment": datetime.isoformat,
    "amount": lambda value: format(value, "f"),
    "date": date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
_READ: Mapping[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "amount": Decimal,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
}


def kinds_of_tables() -> dict[str, Kinds]:
    """Every table of the house with its columns; those come first that others refer to."""
    return {table.name: {column.name: _kind(column) for column in table.columns} for table in _tables()}


def _tables() -> list[sa.Table]:
    return SCHEMA.sorted_tables


def _kind(column: sa.Column[Any]) -> str:
    return next((kind for found, kind in _KINDS if isinstance(column.type, found)), "plain")


def write_row(row: Row, kinds: Kinds) -> bytes:
    """One line: the values in the order of the columns."""
    values = [_written(row[column], kind) for column, kind in kinds.items()]
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def read_rows(lines: bytes, kinds: Kinds) -> list[Row]:
    """The inverse, for a number of lines."""
    found = (zip(kinds.items(), json.loads(line), strict=True) for line in lines.splitlines())
    return [{column: _opened(value, kind) for (column, kind), value in row} for row in found]


def _written(value: Any, kind: str) -> Any:
    return _WRITE[kind](value) if kind in _WRITE and value is not None else value


def _opened(value: Any, kind: str) -> Any:
    return _READ[kind](value) if kind in _READ and value is not None else value


def table_for(name: str, kinds: Kinds) -> sa.TableClause:
    """A table to insert into, with the columns that a backup names."""
    return sa.table(name, *(sa.column(column, _TYPES.get(kind)) for column, kind in kinds.items()))


def load_rows(connection: sa.Connection, name: str, batch: int) -> Iterator[Row]:
    """All rows of a table, by its key, a batch at a time in memory."""
    table = SCHEMA.tables[name]
    statement = sa.select(table).order_by(*table.primary_key.columns)
    found = connection.execute(statement, execution_options={"yield_per": batch})
    yield from (dict(row) for row in found.mappings())


def in_batches(lines: Iterable[bytes], most_bytes: int) -> Iterator[list[bytes]]:
    """Lines put together until they have so many bytes."""
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if size >= most_bytes:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
