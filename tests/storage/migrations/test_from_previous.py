"""What an earlier version left is kept by the newest migrations, opened by the newest program, and worked on."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from models.states import State
from models.tables.documents import DocumentTable
from models.tables.queue import TextTable
from models.tables.readings import ProjectionTable
from models.terms import Term
from storage.access import find_organisation, first_run_link, load_session, sign_in
from storage.audit import list_audit, verify_chain
from storage.backlog import catch_up
from storage.backups.restoring import restore_backup
from storage.bookings import export_bookings, find_booking, list_bookings
from storage.database import Database
from storage.documents import list_documents, load_history, load_original, load_page_image
from storage.folder_store import FolderStore
from storage.house import House
from storage.readings import load_invoice, load_versions
from tests.storage.migrations import previous
from tests.storage.samples import CLERK, SYSTEM, capture

Upgraded = tuple[House, str, dict[str, Any]]


def migrated(house: House, left: dict[str, Any]) -> None:
    previous.fill(house, left)
    house.database.migrate()


def restored(house: House, left: dict[str, Any]) -> None:
    """Into a house that the newest program has started once."""
    house.database.migrate()
    first_run_link(house)
    restore_backup(house, io.BytesIO(previous.backup(left)), lambda _what, _done, _all: None)


WAYS: dict[str, Callable[[House, dict[str, Any]], None]] = {"migrated": migrated, "restored": restored}


@pytest.fixture(params=[(version, way) for version in previous.VERSIONS for way in WAYS], ids="-".join)
def upgraded(request: pytest.FixtureRequest, empty_url: str, tmp_path: Path) -> Iterator[Upgraded]:
    version, way = request.param
    left = previous.load(version)
    house = House(Database.open(empty_url), FolderStore(tmp_path / "objects"), previous.vault_of(left))
    WAYS[way](house, left)
    yield house, find_organisation(house, "Ours", actor=SYSTEM).id, left
    house.close()


def test_no_row_is_lost(upgraded: Upgraded) -> None:
    house, _, left = upgraded
    with house.session() as session:
        for table, rows in left["rows"].items():
            found = session.scalar(sa.select(sa.func.count()).select_from(sa.table(table))) or 0
            assert found >= len(rows), table
    assert not house.database.schema_fault()


def test_every_document_opens_with_its_readings_and_pages(upgraded: Upgraded) -> None:
    house, org, left = upgraded
    documents = list_documents(house, org, per_page=100).rows
    assert len(documents) == len(left["rows"]["documents"])
    assert {document.state for document in documents} >= {State.IN_REVIEW, State.EXPORTED, State.BOOKED, State.REJECTED}
    for document in documents:
        assert load_original(house, org, document.id)
        assert load_history(house, org, document.id)
        for version in load_versions(house, org, document.id):
            invoice, _ = load_invoice(house, org, document.id, version.version)
            assert invoice.text(Term.SELLER_NAME) == "Čebelarstvo Žolna d.o.o."
            assert load_page_image(house, org, document.id, 0)[0].endswith(b"page 1")


def test_audit_trail_is_whole_and_opens(upgraded: Upgraded) -> None:
    house, org, _ = upgraded
    assert verify_chain(house, org).whole
    events = {entry.event for entry in list_audit(house, org, per_page=200).rows}
    assert {"document_received", "fields_corrected", "booking_voided"} <= events


def test_bookings_are_as_they_were_and_can_be_exported(upgraded: Upgraded) -> None:
    house, org, _ = upgraded
    bookings = list_bookings(house, org).rows
    assert {booking.state for booking in bookings} == {"active", "voided"}
    assert [booking.sha256 for booking in export_bookings(house, org, actor=CLERK)]
    assert all(find_booking(house, org, booking.document_id) for booking in bookings if booking.state == "active")


def test_workers_note_what_is_to_be_looked_at_and_what_the_pages_say(upgraded: Upgraded) -> None:
    house, _, left = upgraded
    unknown = sa.select(ProjectionTable.document_id).where(ProjectionTable.doubts.is_(None))
    read = unknown.join(DocumentTable, DocumentTable.id == ProjectionTable.document_id).where(DocumentTable.version > 0)
    with house.session() as session:
        assert session.scalars(read).all()
    while catch_up(house):
        pass
    with house.session() as session:
        assert session.scalars(read).all() == []
        with_text = set(session.scalars(sa.select(TextTable.document_id)))
    assert len(with_text) == sum("transcript" in key for key in left["objects"])


def test_people_sign_in(upgraded: Upgraded) -> None:
    house, org, _ = upgraded
    found = load_session(house, sign_in(house, previous.EMAIL, previous.PASSWORD))
    assert found is not None
    assert found.organisation_id == org


def test_work_goes_on(upgraded: Upgraded) -> None:
    house, org, left = upgraded
    waiting = sum(document.state is State.RECEIVED for document in list_documents(house, org, per_page=100).rows)
    for number in range(waiting + 1):
        capture(house, org, b"%%PDF-1.7 after the upgrade %d" % number)
    assert len(list_documents(house, org, per_page=100).rows) == len(left["rows"]["documents"]) + waiting + 1
    assert verify_chain(house, org).whole
