"""What was there before the indexes of trigrams is found by them."""

from pathlib import Path

from sqlalchemy import Connection, text

from storage.bookings import list_bookings
from storage.database import Database
from storage.documents import list_documents
from storage.folder_store import FolderStore
from storage.house import House
from storage.migrations.upgrade import upgrade
from storage.vault import Vault

TIME = "2026-01-01 10:00:00+00:00"
ORGANISATION = "INSERT INTO organisations VALUES (:org, 'O', :time, 0, '')"
DOCUMENT = """
INSERT INTO documents (id, organisation_id, sha256, size, name, channel, state, received_at, changed_at, version, pages)
VALUES (:id, :org, :id, 1, 'scan.pdf', 'web', 'booked', :time, :time, 1, 1)
"""
PROJECTION = (
    "INSERT INTO projections (document_id, organisation_id, findings, search_text) VALUES (:id, :org, 0, :words)"
)
BOOKING = """
INSERT INTO bookings (id, organisation_id, document_id, version, state, sha256, booked_at, booked_by, search_text)
VALUES (:id, :org, :id, 1, 'active', '', :time, 'clerk', :words)
"""


def fill(connection: Connection) -> None:
    """Two organisations with two documents each, searched as the first schema had it."""
    for org in ("a", "b"):
        connection.execute(text(ORGANISATION), {"org": org, "time": TIME})
        for number in ("1", "2"):
            row = {
                "id": org + number,
                "org": org,
                "time": TIME,
                "words": f"scan.pdf čebelarstvo žolna 2024-{number}17 7",
            }
            for statement in (DOCUMENT, PROJECTION, BOOKING):
                connection.execute(text(statement), row)


def test_rows_of_the_first_schema_are_found(empty_url: str, tmp_path: Path) -> None:
    house = House(Database.open(empty_url), FolderStore(tmp_path), Vault(Vault.new_master_key()))
    with house.database.writer.begin() as connection:
        upgrade(connection, "0001")
        fill(connection)
    house.database.migrate()
    for search, expected in (("zolna 7", ["b2", "b1"]), ("217", ["b2"]), ("", ["b2", "b1"]), ("nobody", [])):
        assert [row.id for row in list_documents(house, "b", search=search).rows] == expected
        assert [row.id for row in list_bookings(house, "b", search=search).rows] == expected
    house.close()
