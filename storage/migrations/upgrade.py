"""Run the migrations on a connection, inside its transaction, one process at a time.

PostgreSQL waits on an advisory lock that goes with the transaction; on SQLite the caller's BEGIN IMMEDIATE is the lock.
"""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from models.errors import SettingError

LOCK = 4_019_720_261  # any number that only we use
EARLIER = "The database has the schema of an earlier Prejeto: back up with that one, then run `prejeto migrate`."
NEW = "The database has no tables of Prejeto yet; `prejeto migrate` makes them."
NEWER = "The database has the schema of a newer Prejeto; run that one, or restore the backup made before its upgrade."


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up to `revision`; nothing happens when it is there already.

    SettingError when a newer program has brought it further than this one knows.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if is_newer(schema_revision(connection)):
        raise SettingError(NEWER)
    command.upgrade(configuration(connection), revision)


def schema_revision(connection: Connection) -> str | None:
    """The revision that the database is at; None for one without tables."""
    return MigrationContext.configure(connection).get_current_revision()


def schema_fault(connection: Connection) -> str:
    """Why this program cannot work with the schema as it is; empty when it can."""
    found = schema_revision(connection)
    if found == newest_revision():
        return ""
    if found is None:
        return NEW
    return NEWER if is_newer(found) else EARLIER


def is_newer(revision: str | None) -> bool:
    return revision is not None and revision not in known_revisions()


def newest_revision() -> str:
    return known_revisions()[0]


@cache
def known_revisions() -> tuple[str, ...]:
    """The revisions that this program has migrations for, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_scripts()).walk_revisions())


def configuration(connection: Connection) -> Config:
    """What Alembic needs to know; there is no ini file."""
    config = _scripts()
    config.attributes["connection"] = connection
    return config


def _scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config
