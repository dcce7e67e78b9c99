"""The database: opening it, transactions, migrations. SQLite (WAL) and PostgreSQL behave alike from here on up.

A session is one transaction: committed when the block ends, rolled back when it raises. On SQLite a session that
writes says so (`write=True`) and takes the write lock at once (BEGIN IMMEDIATE), so that no transaction fails in the
middle because another one wrote first. `synchronous=FULL`: what was acknowledged survives a power cut. Errors never
show the values that were on their way.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, func, literal, select, text
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from models.errors import InvalidInput, SettingError, StorageError, StorageUnavailable
from models.tables.base import Base, UtcDateTime
from storage import postgresql, sqlite
from storage.migrations.upgrade import schema_fault, upgrade

BACKENDS = {"sqlite", "postgresql", "postgres"}
INSTALLATION_LOCK = 4_019_720_262  # the number after that of the migrations
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@dataclass(frozen=True, slots=True)
class Database:
    """Two views of one pool of connections: `reader` begins transactions plainly, `writer` with the write lock."""

    reader: Engine
    writer: Engine

    @classmethod
    def open(cls, url: str) -> Self:
        """The database at a SQLAlchemy URL, `sqlite:///file` or `postgresql://...`; connects when first used.

        SettingError for another URL.
        """
        target = _parsed(url)
        engine = (sqlite if target.get_backend_name() == "sqlite" else postgresql).create(target)
        return cls(engine, engine.execution_options(**{sqlite.WRITE: True}))

    @property
    def is_sqlite(self) -> bool:
        return self.reader.dialect.name == "sqlite"

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """One transaction. StorageUnavailable when the database cannot be reached or stays locked."""
        engine = self.writer if write else self.reader
        with translated(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One consistent view of all tables for reading, however long that takes. StorageUnavailable."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with translated(), self.reader.connect() as connection, connection.execution_options(**options).begin():
            be_patient(connection)
            yield connection

    def migrate(self) -> None:
        """Bring the schema to the newest version. Safe when several processes start at once.

        SettingError when it is that of a newer program, or when the database or its user is not fit for us.
        """
        with translated(), self.writer.begin() as connection:
            if not self.is_sqlite:
                postgresql.refuse_other_letters(connection)
            upgrade(connection)

    def schema_fault(self) -> str:
        """Why this program cannot work with the schema as it is; empty when it can. StorageUnavailable."""
        with translated(), self.reader.begin() as connection:
            return schema_fault(connection)

    def dispose(self) -> None:
        """Close all connections."""
        self.reader.dispose()


def is_missing(url: str) -> bool:
    """Whether the URL names a file of SQLite that is not there; opening it would make it."""
    target = _parsed(url)
    return target.get_backend_name() == "sqlite" and not Path(target.database or "").is_file()


def _parsed(url: str) -> URL:
    """SettingError unless it is a URL of one of the two databases; the error does not show it."""
    try:
        target = make_url(url)
    except (ArgumentError, ValueError):
        target = None
    if target is None or target.get_backend_name() not in BACKENDS:
        raise SettingError("PREJETO_DATABASE_URL begins with postgresql://user:password@host/ or with sqlite:///.")
    return target


def now(session: Session) -> datetime:
    """The time of this transaction: that of the database, one for all workers; on SQLite, that of the machine."""
    if "now" not in session.info:
        sqlite_time = session.get_bind().dialect.name == "sqlite"
        moment = None if sqlite_time else session.scalar(select(func.clock_timestamp(type_=UtcDateTime)))
        session.info["now"] = moment or datetime.now(UTC)
    found: datetime = session.info["now"]
    return found


def be_patient(connection: Connection) -> None:
    """This transaction may rest between its statements for as long as it likes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def hold_installation(session: Session) -> None:
    """Nobody else makes a first organisation or person until this transaction ends. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(INSTALLATION_LOCK)))


def insert_new(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same unique values is there; whether it was inserted. Waits out a race."""
    flavour = sqlite_dialect if session.get_bind().dialect.name == "sqlite" else postgresql_dialect
    statement = flavour.insert(table).values(**values).on_conflict_do_nothing().returning(literal(1))
    return session.execute(statement).first() is not None


@contextmanager
def translated() -> Iterator[None]:
    """Outages of the database as StorageUnavailable, values that it cannot hold as InvalidInput; our faults stay."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        reason = postgresql.refusal(error) or "The database cannot be reached or is locked."
        raise StorageUnavailable(reason) from error
    except DataError as error:
        raise InvalidInput("This holds letters or numbers that cannot be stored.") from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", None) in DAMAGED:
            raise StorageError("The file of the database is damaged; restore it from a backup.") from error
        if error.connection_invalidated:
            raise StorageUnavailable("The connection to the database was lost.") from error
        if known := postgresql.meaning(error):
            raise known from error
        raise
