"""Rows go through lines of JSON and come back as they were, whatever the columns hold."""

from datetime import UTC, date, datetime
from decimal import Decimal

from models.tables.schema import SCHEMA
from storage.backups.rows import kinds_of_tables, read_rows, write_row

PLAIN = {str, int, float, bool}


def test_values_of_every_kind_come_back() -> None:
    kinds = {"at": "moment", "sum": "amount", "due": "date", "key": "bytes", "name": "plain"}
    row = {
        "at": datetime(2024, 3, 1, 12, 0, 0, 123456, UTC),
        "sum": Decimal("1200.00"),
        "due": date(2024, 2, 29),
        "key": bytes(range(256)),
        "name": 'Žolna "d.o.o."\n\u2028',
    }
    nothing = dict.fromkeys(kinds)
    lines = write_row(row, kinds) + write_row(nothing, kinds)
    assert read_rows(lines, kinds) == [row, nothing]
    assert str(read_rows(lines, kinds)[0]["sum"]) == "1200.00"


def test_every_column_of_the_tables_is_of_a_kind_that_json_can_hold() -> None:
    kinds = kinds_of_tables()
    for table in SCHEMA.sorted_tables:
        plain = [column for column in table.columns if kinds[table.name][column.name] == "plain"]
        assert {column.type.python_type for column in plain} <= PLAIN
