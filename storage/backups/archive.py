"""The archive inside a sealed file: a tar of lines and objects, between a head and a tail.

`head.json` says what made it, of which schema, and the columns of every table. `tables/<table>/<number>.jsonl` are
rows, `objects/<key>` the bytes of objects; those of a document stand before its rows of the table `objects`.
`tail.json` counts it all. Nothing is ever unpacked by its name: names only say what a member is.
"""

import hashlib
import io
import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from models.errors import BackupRefused
from storage.backups.rows import Kinds, Row, read_rows
from storage.backups.sealing import ALTERED, SealedReader
from storage.objects import checksum
from storage.vault import Vault

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Head:
    """What made the backup: its `format`, the `revision` of the schema, and the `tables` with their columns.

    `id` is another for every backup.
    """

    id: str
    revision: str
    made_at: str
    objects: int
    tables: dict[str, Kinds]


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table."""

    table: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Object:
    """The bytes of an object."""

    key: str
    content: bytes


@dataclass(slots=True)
class Tally:
    """What went into a backup, or came out of it: rows and a checksum by table, objects and their size in bytes.

    `missing` are the keys of objects that the store had lost before, or whose bytes it had spoilt.
    """

    rows: Counter[str] = field(default_factory=Counter)
    objects: int = 0
    size: int = 0
    missing: list[str] = field(default_factory=list)
    _sums: dict[str, Any] = field(default_factory=dict)

    def add_lines(self, table: str, lines: bytes) -> None:
        self.rows[table] += lines.count(b"\n")
        self._sums.setdefault(table, hashlib.sha256()).update(lines)

    def add_object(self, content: bytes) -> None:
        self.objects += 1
        self.size += len(content)

    def to_json(self) -> dict[str, Any]:
        sums = {table: found.hexdigest() for table, found in self._sums.items()}
        counts = {"rows": dict(self.rows), "objects": self.objects, "bytes": self.size}
        return {**counts, "sums": sums, "missing": self.missing}


class ArchiveWriter:
    """Members one after the other into a sealed file; `tally` is what was written."""

    def __init__(self, file: Any) -> None:
        self._tar: Any = tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by `end`
        self.tally = Tally()

    def begin(self, head: dict[str, Any]) -> None:
        self._add("head.json", json.dumps({"format": FORMAT, **head}).encode())

    def add_rows(self, table: str, lines: list[bytes]) -> None:
        content = b"".join(lines)
        self.tally.add_lines(table, content)
        self._add(f"tables/{table}/{self.tally.rows[table]}.jsonl", content)

    def add_object(self, key: str, content: bytes) -> None:
        self.tally.add_object(content)
        self._add(f"objects/{key}", content)

    def end(self) -> Tally:
        self._add("tail.json", json.dumps(self.tally.to_json()).encode())
        self._tar.close()
        return self.tally

    def _add(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        self._tar.addfile(member, io.BytesIO(content))
        self._tar.members.clear()  # it would remember each for ever


class ArchiveReader:
    """The way back. Whatever is not as it was written is BackupRefused, at the end of the last member at the latest."""

    def __init__(self, file: BinaryIO, vault: Vault) -> None:
        self._sealed = SealedReader(file, vault)
        # all that tarfile asks of a stream is `read`
        self._tar: Any = tarfile.open(fileobj=cast("Any", self._sealed), mode="r|")  # noqa: SIM115 - nothing to close
        self._members = self._read()
        self.tally = Tally()
        self.head = self._head()

    def __iter__(self) -> Iterator[Rows | Object]:
        """Rows and objects, checked; the end has been checked when the loop ends."""
        sums: dict[str, str] = {}
        for name, content in self._members:
            kind, _, rest = name.partition("/")
            match kind:
                case "tables":
                    rows = self._rows(rest.partition("/")[0], content)
                    self._check_objects(rows, sums)
                    yield rows
                case "objects":
                    self.tally.add_object(content)
                    sums[rest] = checksum(content)
                    yield Object(rest, content)
                case _:
                    self._check_tail(json.loads(content))
        if sums:
            raise BackupRefused(ALTERED)

    def _head(self) -> Head:
        _, content = next(self._members)
        found = json.loads(content)
        if found.pop("format") != FORMAT:
            raise BackupRefused("The backup was made by a newer Prejeto; restore it with that one.")
        return Head(id=self._sealed.salt.hex(), **found)

    def _read(self) -> Iterator[tuple[str, bytes]]:
        while member := self._tar.next():
            file = self._tar.extractfile(member)
            yield member.name, file.read() if file else b""
            self._tar.members.clear()  # it would remember each for ever
        self._sealed.finish()

    def _rows(self, table: str, lines: bytes) -> Rows:
        self.tally.add_lines(table, lines)
        return Rows(table, read_rows(lines, self.head.tables[table]))

    def _check_objects(self, found: Rows, sums: dict[str, str]) -> None:
        """Every object that a row names has the row's checksum, or was missing when the backup was made."""
        for row in found.rows if found.table == "objects" else ():
            actual = sums.pop(row["key"], None)
            if actual is None:
                self.tally.missing.append(row["key"])
            elif actual != row["sha256"]:
                raise BackupRefused(ALTERED)

    def _check_tail(self, tail: dict[str, Any]) -> None:
        if tail != self.tally.to_json():
            raise BackupRefused(ALTERED)
