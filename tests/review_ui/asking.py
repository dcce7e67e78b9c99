"""How many questions a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.house import House

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SELECT clock_timestamp")


@contextmanager
def asked(house: House) -> Iterator[list[str]]:
    """The statements that are sent while the block runs, but those that begin and end a transaction or ask the time."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(FRAME):
            statements.append(statement)

    event.listen(house.database.reader, "before_cursor_execute", note)  # the writer is a view of it
    try:
        yield statements
    finally:
        event.remove(house.database.reader, "before_cursor_execute", note)
