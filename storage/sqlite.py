"""SQLite as a database for several processes: WAL, full sync, foreign keys, and the write lock taken at once.

The driver's own idea of transactions is switched off, and SQLAlchemy's begin emits BEGIN or BEGIN IMMEDIATE.
Source: https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

WRITE = "prejeto_write"
BUSY_SECONDS = 30
WAL_TRIES = 50


def create(url: URL) -> Engine:
    """An engine on the file of `url`; the folder is made when it is not there. ValueError for a database in memory."""
    if not url.database or url.database == ":memory:":
        raise ValueError("SQLite needs a file, such as sqlite:////var/lib/prejeto/prejeto.db")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=10, max_overflow=20, connect_args=arguments, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _use_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; the busy time-out does not cover this, so several processes at a first start try in turn."""
    for _ in range(WAL_TRIES):
        try:
            if connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",):
                return
        except sqlite3.OperationalError:
            time.sleep(0.1)
    raise sqlite3.OperationalError("the database does not switch to WAL")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
