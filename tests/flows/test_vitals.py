"""A process is alive while its loop turns, and ready while it has begun and finds its parts."""

import threading

import pytest
from sqlalchemy import text

from flows import vitals as module
from flows.vitals import Vitals, house_checks
from models.errors import StorageUnavailable
from storage.house import House


def refuse() -> None:
    raise StorageUnavailable("The database cannot be reached.")


def stumble() -> None:
    raise ValueError("SI56 0203 1001 6571 123")


def test_process_is_not_ready_before_it_has_begun_nor_when_it_stops() -> None:
    vitals = Vitals()
    assert vitals.missing() == {"process": "it is starting"}
    vitals.begin({})
    assert vitals.missing() == {}
    vitals.end()
    assert vitals.missing() == {"process": "it is stopping"}


def test_part_that_is_missing_is_named_until_it_is_back() -> None:
    there = threading.Event()
    vitals = Vitals()
    vitals.begin({"database": lambda: None if there.is_set() else refuse(), "objects": lambda: None})
    assert vitals.missing() == {"database": "The database cannot be reached."}
    there.set()
    assert vitals.missing() == {}


def test_part_that_hangs_holds_up_nobody_and_is_asked_once_only() -> None:
    released, asked = threading.Event(), []

    def hang() -> None:
        asked.append(1)
        released.wait(30)

    vitals = Vitals()
    vitals.begin({"objects": hang})
    assert vitals.missing(0.05) == vitals.missing(0.05) == {"objects": "it does not answer in time"}
    assert len(asked) == 1
    released.set()
    assert vitals.missing() == {}


def test_process_whose_loop_hangs_is_neither_alive_nor_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    vitals = Vitals()
    vitals.begin({})
    monkeypatch.setattr(module, "HANGS_AFTER_SECONDS", 0.0)
    assert not vitals.alive
    assert vitals.missing() == {"loop": "it does not turn"}


def test_fault_inside_a_check_is_a_missing_part_and_tells_no_values() -> None:
    vitals = Vitals()
    vitals.begin({"objects": stumble})
    assert vitals.missing() == {"objects": "ValueError"}


def test_house_with_an_older_or_newer_schema_is_not_ready(house: House) -> None:
    vitals = Vitals()
    vitals.begin(house_checks(house))
    assert vitals.missing() == {}
    for revision, complaint in (("0000", "newer"), ("0001", "earlier"), (None, "no tables")):
        set_revision(house, revision)
        assert complaint in vitals.missing()["database"]


def set_revision(house: House, revision: str | None) -> None:
    with house.session(write=True) as session:
        session.execute(text("DELETE FROM alembic_version"))
        if revision:
            session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
