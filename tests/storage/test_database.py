"""Both databases behave alike: exact amounts, times in UTC, transactions, one writer at a time."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from models.errors import SettingError, StorageError, StorageUnavailable
from models.tables.base import new_id
from models.tables.people import OrganisationTable
from models.tables.readings import ProjectionTable
from storage.database import Database, insert_new, now
from storage.house import House
from tests.servers import free_ports
from tests.storage.samples import receive


def test_times_come_back_in_utc(house: House) -> None:
    summer = datetime(2026, 7, 1, 14, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
    with house.session(write=True) as session:
        session.add(OrganisationTable(id="o", name="O", created_at=summer))
    with house.session() as session:
        found = session.get_one(OrganisationTable, "o").created_at
    assert found == summer
    assert found.tzinfo is UTC


def test_a_time_without_zone_is_refused(house: House) -> None:
    with pytest.raises(Exception, match="times have a zone"), house.session(write=True) as session:
        session.add(OrganisationTable(id="o", name="O", created_at=datetime(2026, 7, 1)))  # noqa: DTZ001


@pytest.mark.parametrize("written", ["0.10", "1190.00", "-12.345", "99999999999999999999.99", "0.30000000000000004"])
def test_amounts_are_exact_and_keep_their_scale(house: House, org: str, written: str) -> None:
    document_id = receive(house, org)
    with house.session(write=True) as session:
        session.get_one(ProjectionTable, document_id).total_gross = Decimal(written)
    with house.session() as session:
        found = session.get_one(ProjectionTable, document_id).total_gross
    assert str(found) == written


def test_a_session_that_raises_leaves_nothing(house: House) -> None:
    def stumble() -> None:
        with house.session(write=True) as session:
            session.add(OrganisationTable(id="o", name="O", created_at=now(session)))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        stumble()
    with house.session() as session:
        assert session.get(OrganisationTable, "o") is None


def test_the_time_stands_still_within_a_transaction(house: House) -> None:
    with house.session() as session:
        first = now(session)
        assert now(session) == first
    assert abs(first - datetime.now(UTC)) < timedelta(minutes=1)


def test_inserting_what_is_there_inserts_nothing(house: House) -> None:
    values = {"id": "o", "name": "O", "created_at": datetime.now(UTC), "audit_sequence": 0, "audit_head": ""}
    with house.session(write=True) as session:
        assert insert_new(session, OrganisationTable, values)
        assert not insert_new(session, OrganisationTable, values)


def test_foreign_keys_hold(house: House) -> None:
    with pytest.raises(IntegrityError), house.session(write=True) as session:
        session.add(ProjectionTable(document_id="nobody", organisation_id="nobody", search_text="", findings=0))


def test_writers_wait_for_each_other_and_lose_nothing(house: House, org: str) -> None:
    def count_up() -> None:
        for _ in range(10):
            with house.session(write=True) as session:
                statement = select(OrganisationTable).where(OrganisationTable.id == org).with_for_update()
                session.scalars(statement).one().audit_sequence += 1

    with house.session() as session:
        before = session.get_one(OrganisationTable, org).audit_sequence
    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with house.session() as session:
        assert session.get_one(OrganisationTable, org).audit_sequence == before + 40


def test_sqlite_is_set_up_for_several_processes(house: House) -> None:
    if not house.database.is_sqlite:
        return
    with house.session() as session:
        found = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_database_that_is_away_is_an_outage() -> None:
    database = Database.open(f"postgresql://nobody@127.0.0.1:{free_ports(1)[0]}/none")
    with pytest.raises(StorageUnavailable, match="No server listens") as caught, database.session() as session:
        session.execute(text("SELECT 1"))
    assert caught.value.transient


@pytest.mark.parametrize(
    "url", ["mysql://clerk:secret@db/prejeto", "clerk:secret@db", "postgresql://clerk:secret@db:x/y"]
)
def test_address_of_no_database_of_ours_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(SettingError, match="postgresql://") as caught:
        Database.open(url)
    assert "secret" not in str(caught.value)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(StorageError, match="damaged"):
        Database.open(f"sqlite:///{tmp_path / 'data.sqlite'}").migrate()


def test_sqlite_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database.open("sqlite://")


def test_ids_sort_by_time() -> None:
    ids = [new_id() for _ in range(100)]
    assert len(set(ids)) == 100
    assert sorted(identifier[:16] for identifier in ids) == [identifier[:16] for identifier in ids]
