"""Taking the tables of an empty house away, to make those of an earlier schema in their place."""

import sqlalchemy as sa

from models.tables.schema import SCHEMA

ON_SQLITE = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    " ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
)


def drop_tables(connection: sa.Connection) -> None:
    """All tables of ours. The file of SQLite is ours alone; in a PostgreSQL there may be those of others."""
    if connection.dialect.name == "sqlite":
        for name in connection.scalars(sa.text(ON_SQLITE)).all():
            connection.execute(sa.text(f'DROP TABLE IF EXISTS "{name}"'))
        return
    SCHEMA.drop_all(connection)
    connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
