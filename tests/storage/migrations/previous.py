"""A house as an earlier version left it, in either database; and the same as a backup of that version's schema."""

import base64
import io
import json
from pathlib import Path
from typing import Any

from storage.backups import constraints
from storage.backups.archive import ArchiveWriter
from storage.backups.rows import read_rows, table_for, write_row
from storage.backups.sealing import SealedWriter
from storage.house import House
from storage.migrations.upgrade import upgrade
from storage.vault import Vault

FOLDER = Path(__file__).parents[2] / "documents" / "upgrade"
VERSIONS = sorted(path.stem for path in FOLDER.glob("v*.json"))
EMAIL, PASSWORD = "ana@example.com", "a long enough secret"


def load(version: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    return found


def vault_of(left: dict[str, Any]) -> Vault:
    return Vault(base64.b64decode(left["key"]))


def lines_of(left: dict[str, Any], table: str) -> list[bytes]:
    return [json.dumps(row).encode() + b"\n" for row in left["rows"][table]]


def fill(house: House, left: dict[str, Any]) -> None:
    """The schema of that version, its rows and its objects."""
    with house.database.writer.begin() as connection:
        upgrade(connection, left["revision"])
        tighten = constraints.loosen(connection, left["tables"])
        for table, kinds in left["tables"].items():
            rows = read_rows(b"".join(lines_of(left, table)), kinds)
            if rows:
                connection.execute(table_for(table, kinds).insert(), rows)
        tighten()
    for key, content in left["objects"].items():
        house.objects.put(key, base64.b64decode(content))


def backup(left: dict[str, Any]) -> bytes:
    """What `prejeto backup` of that version would have written."""
    file = io.BytesIO()
    tables = left["tables"]
    with SealedWriter(file, vault_of(left)) as sealed:
        archive = ArchiveWriter(sealed)
        objects = [*left["rows"]["objects"]]
        archive.begin({"revision": left["revision"], "made_at": "", "objects": len(objects), "tables": tables})
        for table in tables:
            if table != "objects" and left["rows"][table]:
                archive.add_rows(table, lines_of(left, table))
        for row in read_rows(b"".join(lines_of(left, "objects")), tables["objects"]):
            archive.add_object(row["key"], base64.b64decode(left["objects"][row["key"]]))
            archive.add_rows("objects", [write_row(row, tables["objects"])])
        archive.end()
    return file.getvalue()
