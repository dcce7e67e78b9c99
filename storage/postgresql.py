"""PostgreSQL as a database for many processes: what each connection asks of it, and what its refusals mean.

Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

import re

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from models.errors import PrejetoError, SettingError, StorageUnavailable

SETTINGS = {
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "300s",
    "plan_cache_mode": "force_custom_plan",  # what suits one organisation does not suit another, nor one word the next
    "random_page_cost": "1.1",  # of memory and of disks without heads
    "jit": "off",  # nothing here takes so long that compiling it first would pay
    "DateStyle": "ISO",  # all that the driver reads
}
OPTIONS = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,  # milliseconds until a server that fell silent counts as lost
    "keepalives_idle": 30,
    "options": " ".join(f"-c {name}={value}" for name, value in SETTINGS.items()),
}
CONNECTIONS = 10
MEANINGS: dict[str, tuple[type[PrejetoError], str]] = {
    "25006": (StorageUnavailable, "The database takes no changes, for another server leads."),
    "42501": (SettingError, "The database does not permit this; give its user the rights in docs/settings.md."),
    "0A000": (SettingError, "PostgreSQL lacks pg_trgm; install its contrib package, as docs/settings.md says."),
}
NO_ENTRY = "The database does not let this user in; look at the name and the password in PREJETO_DATABASE_URL."
REFUSALS = {  # of a connection: they bear no code that the driver hands on
    r"password authentication failed|no password supplied": NO_ENTRY,
    r'role "[^"]*" does not exist|not permitted to log in|pg_hba\.conf': NO_ENTRY,
    r'database "[^"]*" does not exist': "The server has no such database; make it, as docs/settings.md says.",
    r"too many (connections|clients)|connection slots are reserved": (
        "The database takes no more connections; docs/operations.md says how many each process holds."
    ),
    r"failed to resolve host|could not translate host name": "Nobody knows the host in PREJETO_DATABASE_URL.",
    r"Connection refused|No such file or directory": "No server listens at the address in PREJETO_DATABASE_URL.",
}


def create(url: URL) -> Engine:
    """An engine on the database of `url`; a connection that was lost meanwhile is made anew."""
    target = url.set(drivername="postgresql+psycopg")
    return create_engine(target, pool_pre_ping=True, pool_size=CONNECTIONS, connect_args=OPTIONS, hide_parameters=True)


def meaning(error: DBAPIError) -> PrejetoError | None:
    """What a refusal of the server means when it is no fault of ours; None for others."""
    kind, message = MEANINGS.get(getattr(error.orig, "sqlstate", None) or "", (None, ""))
    return kind(message) if kind else None


def refusal(error: SQLAlchemyError) -> str:
    """Why no connection comes about; empty where that is not known, as of a server that speaks another language."""
    said = str(getattr(error, "orig", ""))
    return next((meant for words, meant in REFUSALS.items() if re.search(words, said)), "")


def refuse_other_letters(connection: Connection) -> None:
    """SettingError when the database cannot hold every letter."""
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise SettingError(f"The database is encoded in {encoding}; make one WITH ENCODING 'UTF8' TEMPLATE template0.")
