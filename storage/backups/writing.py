"""Making a backup while everything runs: all tables as they are at one moment, then the objects they name.

Rows are read in one transaction. Objects are copied after it, one document at a time: a document that is read again
meanwhile gives up its old page images, and then its new ones are taken. An object that the store has lost or spoilt
does not stop the backup of all others; the tally names it.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import IO, BinaryIO

import sqlalchemy as sa

from models.errors import ObjectCorrupt, ObjectMissing, StorageError
from models.tables.documents import ObjectTable
from storage.backups.archive import ArchiveWriter, Tally
from storage.backups.rows import Row, in_batches, kinds_of_tables, load_rows, write_row
from storage.backups.sealing import SealedWriter
from storage.house import House
from storage.migrations.upgrade import newest_revision

OBJECTS = ObjectTable.__tablename__
BATCH_ROWS = 500
BATCH_BYTES = 1024 * 1024
LOOKS = 3

Tell = Callable[[str, int, int], None]


def write_backup(house: House, file: BinaryIO, tell: Tell, beside: Path | None = None) -> Tally:
    """A backup of the whole house into `file`; what is in it. StorageError, and then the file is no backup.

    `tell` hears how many objects are done. The keys of all objects wait meanwhile in a file without a name in the
    folder `beside`: the place for temporary files may be memory.
    """
    fault = house.database.schema_fault()
    if fault:
        raise StorageError(fault)
    with SealedWriter(file, house.vault) as sealed, tempfile.TemporaryFile("w+", dir=beside) as named:
        archive = ArchiveWriter(sealed)
        count = _write_tables(house, archive, named)
        named.seek(0)
        _copy_objects(house, archive, named, count, tell)
        return archive.end()


def _write_tables(house: House, archive: ArchiveWriter, named: IO[str]) -> int:
    """Every table at one moment; the rows of objects go to a file of their own, for they are copied afterwards."""
    tables = kinds_of_tables()
    with house.database.snapshot() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(ObjectTable)) or 0
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        head = {"revision": newest_revision(), "made_at": made_at, "objects": count, "tables": tables}
        archive.begin(head)
        for name, kinds in tables.items():
            if name == OBJECTS:
                continue
            lines = (write_row(row, kinds) for row in load_rows(connection, name, BATCH_ROWS))
            for batch in in_batches(lines, BATCH_BYTES):
                archive.add_rows(name, batch)
        for row in _object_rows(connection):
            named.write(json.dumps(row) + "\n")
    return count


def _object_rows(connection: sa.Connection, document_id: str | None = None) -> Iterator[Row]:
    """What the ledger says of objects, document by document."""
    table = ObjectTable.__table__
    mine = sa.true() if document_id is None else ObjectTable.document_id == document_id
    order = (ObjectTable.document_id, ObjectTable.role, ObjectTable.number)
    statement = sa.select(table).where(mine).order_by(*order)
    found = connection.execute(statement, execution_options={"yield_per": BATCH_ROWS})
    yield from (dict(row) for row in found.mappings())


def _copy_objects(house: House, archive: ArchiveWriter, named: IO[str], count: int, tell: Tell) -> None:
    kinds = kinds_of_tables()[OBJECTS]
    done = 0
    for document_id, rows in groupby(map(json.loads, named), key=lambda row: row["document_id"]):
        known = list(rows)
        done += len(known)
        current = _copy_document(house, archive, document_id, known)
        archive.add_rows(OBJECTS, [write_row(row, kinds) for row in current])
        tell(OBJECTS, done, count)


def _copy_document(house: House, archive: ArchiveWriter, document_id: str, rows: list[Row]) -> list[Row]:
    """The objects of a document; the rows that name them, which are others when it was read again meanwhile."""
    contents = _contents(house, rows)
    for _ in range(LOOKS):
        if None not in contents.values():
            break
        with house.database.snapshot() as connection:
            current = list(_object_rows(connection, document_id))
        if current == rows:
            break
        rows, contents = current, _contents(house, current)
    for key, content in contents.items():
        if content is None:
            archive.tally.missing.append(key)
        else:
            archive.add_object(key, content)
    return rows


def _contents(house: House, rows: list[Row]) -> dict[str, bytes | None]:
    """The bytes by key, verified; None where the store has lost or spoilt them."""
    return {row["key"]: _content(house, row) for row in rows}


def _content(house: House, row: Row) -> bytes | None:
    try:
        return house.objects.get(row["key"], row["sha256"])
    except (ObjectMissing, ObjectCorrupt):
        return None
