"""Foreign keys that are looked at once, at the end: rows may refer to rows that come later."""

from collections.abc import Callable, Collection

import sqlalchemy as sa


def loosen(connection: sa.Connection, tables: Collection[str]) -> Callable[[], None]:
    """Put off the foreign keys of these tables; the function that comes back looks at them and tightens them."""
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        return lambda: None  # the end of the transaction looks at them
    keys = _foreign_keys(connection, tables)
    _alter(connection, keys, "DEFERRABLE INITIALLY DEFERRED")

    def tighten() -> None:
        connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        _alter(connection, keys, "NOT DEFERRABLE")

    return tighten


def _foreign_keys(connection: sa.Connection, tables: Collection[str]) -> list[tuple[str, str]]:
    """Table and name, quoted."""
    inspector, quote = sa.inspect(connection), connection.dialect.identifier_preparer.quote
    return [(quote(table), quote(key["name"] or "")) for table in tables for key in inspector.get_foreign_keys(table)]


def _alter(connection: sa.Connection, keys: list[tuple[str, str]], how: str) -> None:
    for table, name in keys:
        connection.execute(sa.text(f"ALTER TABLE {table} ALTER CONSTRAINT {name} {how}"))
