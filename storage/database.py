"""The database: opening it, transactions, migrations. SQLite (WAL) and PostgreSQL behave alike from here on up.

A session is one transaction: committed when the block ends, rolled back when it raises. On SQLite a session that
writes says so (`write=True`) and takes the write lock at once (BEGIN IMMEDIATE), so that no transaction fails in the
middle because another one wrote first. `synchronous=FULL`: what was acknowledged survives a power cut.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from models.errors import StorageUnavailable
from models.tables.base import UtcDateTime
from storage import sqlite
from storage.migrations.upgrade import upgrade

POSTGRES_OPTIONS = {"connect_timeout": 10, "options": "-c lock_timeout=30s -c idle_in_transaction_session_timeout=300s"}


@dataclass(frozen=True, slots=True)
class Database:
    """Two views of one pool of connections: `reader` begins transactions plainly, `writer` with the write lock."""

    reader: Engine
    writer: Engine

    @classmethod
    def open(cls, url: str) -> Self:
        """The database at a SQLAlchemy URL, `sqlite:///file` or `postgresql://...`; connects when first used."""
        target = make_url(url)
        if target.get_backend_name() == "sqlite":
            engine = sqlite.create(target)
        else:
            target = target.set(drivername="postgresql+psycopg")
            engine = create_engine(target, pool_pre_ping=True, pool_size=10, connect_args=POSTGRES_OPTIONS)
        return cls(engine, engine.execution_options(**{sqlite.WRITE: True}))

    @property
    def is_sqlite(self) -> bool:
        return self.reader.dialect.name == "sqlite"

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """One transaction. StorageUnavailable when the database cannot be reached or stays locked."""
        with translated(), Session(self.writer if write else self.reader, expire_on_commit=False) as session:
            with session.begin():
                yield session

    def migrate(self) -> None:
        """Bring the schema to the newest version. Safe when several processes start at once."""
        with translated(), self.writer.begin() as connection:
            upgrade(connection)

    def dispose(self) -> None:
        """Close all connections."""
        self.reader.dispose()


def now(session: Session) -> datetime:
    """The time of the database, which is one for all workers; on SQLite, that of the machine."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    moment = session.scalar(select(func.clock_timestamp(type_=UtcDateTime)))
    return moment or datetime.now(UTC)


@contextmanager
def translated() -> Iterator[None]:
    """Outages of the database as StorageUnavailable; faults of ours stay what they are."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StorageUnavailable("The database cannot be reached or is locked; it is tried again.") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StorageUnavailable("The connection to the database was lost; it is tried again.") from error
        raise
