"""Run the migrations on a connection, inside its transaction, one process at a time.

PostgreSQL waits on an advisory lock that goes with the transaction; on SQLite the caller's BEGIN IMMEDIATE is the lock.
"""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

LOCK = 4_019_720_261  # any number that only we use


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up to `revision`; nothing happens when it is there already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    command.upgrade(configuration(connection), revision)


def configuration(connection: Connection) -> Config:
    """What Alembic needs to know; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    return config
