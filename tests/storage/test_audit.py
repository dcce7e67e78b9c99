"""The audit trail: whatever is changed from outside shows, and erasing breaks no chain."""

import threading

import pytest
from sqlalchemy import delete, func, select, update

from models.errors import NotFound
from models.tables.audit import AuditTable
from models.tables.documents import DataKeyTable
from models.tables.people import OrganisationTable
from storage.audit import list_audit, record, verify_chain
from storage.house import House
from tests.storage.samples import CLERK, capture, receive


def test_an_untouched_chain_is_whole(house: House, org: str, other_org: str) -> None:
    capture(house, org)
    receive(house, other_org)
    assert verify_chain(house, org).whole
    assert verify_chain(house, other_org).whole
    with pytest.raises(NotFound):
        verify_chain(house, "nobody")


@pytest.mark.parametrize("column", ["event", "actor_id", "document_id", "session_id", "origin", "content", "previous"])
def test_a_changed_row_shows(house: House, org: str, column: str) -> None:
    capture(house, org)
    with house.session(write=True) as session:
        changed = {column: b"changed" if column in {"origin", "content"} else "changed"}
        session.execute(update(AuditTable).where(AuditTable.sequence == 2).values(changed))
    report = verify_chain(house, org)
    assert (report.whole, report.broken_at) == (False, 2)


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_deleted_row_shows_the_last_one_too(house: House, org: str, sequence: int) -> None:
    capture(house, org)
    with house.session(write=True) as session:
        assert session.scalar(select(func.count()).select_from(AuditTable)) == 3
        session.execute(delete(AuditTable).where(AuditTable.sequence == sequence))
    report = verify_chain(house, org)
    assert (report.whole, report.broken_at) == (False, sequence)


def test_writers_at_once_make_one_chain(house: House, org: str) -> None:
    def write() -> None:
        for number in range(8):
            with house.session(write=True) as session:
                record(session, org, "tested", actor=CLERK, after={"number": number})

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verify_chain(house, org).rows == 33
    assert verify_chain(house, org).whole


def test_a_row_goes_with_what_it_tells_of(house: House, org: str) -> None:
    def stumble() -> None:
        with house.session(write=True) as session:
            record(session, org, "tested", actor=CLERK)
            raise KeyError

    with pytest.raises(KeyError):
        stumble()
    assert [entry.event for entry in list_audit(house, org).rows] == ["organisation_created"]


def test_personal_values_do_not_stand_in_clear(house: House, org: str) -> None:
    capture(house, org)
    with house.session() as session:
        for row in session.scalars(select(AuditTable)):
            stored = row.origin + (row.content or b"")
            assert "Žolna".encode() not in stored
            assert b"Ana Clerk" not in stored
            assert b"127.0.0.1" not in stored


def test_destroying_a_key_hides_the_values_and_breaks_no_chain(house: House, org: str) -> None:
    document_id = capture(house, org)
    assert list_audit(house, org, document_id=document_id).rows[0].after is not None
    with house.session(write=True) as session:
        session.execute(update(DataKeyTable).where(DataKeyTable.subject_id == document_id).values(wrapped=None))
    entry = list_audit(house, org, document_id=document_id).rows[0]
    assert (entry.event, entry.after) == ("document_captured", None)
    assert verify_chain(house, org).whole


def test_each_organisation_reads_its_own_trail(house: House, org: str, other_org: str) -> None:
    document_id = receive(house, org)
    assert list_audit(house, other_org, document_id=document_id).total == 0
    assert [entry.event for entry in list_audit(house, other_org).rows] == ["organisation_created"]
    first = list_audit(house, org, page=2, per_page=1)
    assert ([entry.sequence for entry in first.rows], first.total) == ([1], 2)


def test_the_end_of_the_chain_is_known_to_the_organisation(house: House, org: str) -> None:
    receive(house, org)
    with house.session(write=True) as session:
        session.execute(update(OrganisationTable).values(audit_sequence=1))
    assert verify_chain(house, org).broken_at == 3
