"""Rows by the hundred thousand: COPY on PostgreSQL, plain INSERT on SQLite.

PostgreSQL checks no foreign keys meanwhile, and its indexes are made anew once all rows are there: row by row those of
trigrams take ten times as long as the rows themselves, and the others twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import sql
from sqlalchemy import Column, Connection, Table, insert, text

from models.tables.base import Base
from storage.house import House

Row = Mapping[str, Any]
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef NOT LIKE '%UNIQUE%'"


@contextmanager
def without_indexes(house: House) -> Iterator[None]:
    """While the block runs PostgreSQL has no indexes but those that keep rows unique; SQLite keeps its own."""
    if house.database.is_sqlite:
        yield
        return
    with house.database.writer.begin() as connection:
        found = connection.execute(text(INDEXES)).all()
        for name, _ in found:
            connection.exec_driver_sql(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        with house.database.writer.begin() as connection:
            connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            for _, definition in found:
                connection.exec_driver_sql(definition.replace("%", "%%"))


def put(house: House, rows: Mapping[type[Base], Sequence[Row]]) -> None:
    """All rows of these tables in one transaction; what a row does not say is the column's default."""
    with house.database.writer.begin() as connection:
        if not house.database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for kind, given in rows.items():
            table = Base.metadata.tables[kind.__tablename__]
            if given and house.database.is_sqlite:
                connection.execute(insert(table), [dict(row) for row in given])
            elif given:
                _copy(connection, table, given)


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    columns = [column for column in table.columns if column.name in rows[0] or column.default is not None]
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as target:
        for values in _lines(columns, rows):
            target.write_row(values)


def _lines(columns: Sequence[Column[Any]], rows: Iterable[Row]) -> Iterator[list[Any]]:
    """The values of each row in the order of the columns. Ids are always given: a default here is plain."""
    plain = [getattr(column.default, "arg", None) for column in columns]
    names = [column.name for column in columns]
    for row in rows:
        yield [row.get(name, default) for name, default in zip(names, plain, strict=True)]
