"""What happened before figures were counted is counted by the upgrade, and issuers are listed."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from storage.database import Database
from storage.migrations.upgrade import upgrade

EARLY, LATE = "2025-03-01 22:00:00+00:00", "2025-03-02 01:30:00+00:00"


def test_the_past_is_counted_and_issuers_are_listed(empty_url: str) -> None:
    database = Database.open(empty_url)
    with database.writer.begin() as connection:
        upgrade(connection, "0008")
        insert(connection, "organisations", id="o", name="O", created_at=EARLY, audit_sequence=0, audit_head="")
        for number, wrong in ((1, False), (2, True)):
            add_booked(connection, str(number), wrong=wrong)
        upgrade(connection)
        rows = connection.execute(text("SELECT day, measure, name, count, seconds FROM tallies"))
        found = {(measure, name): (str(day), int(count), int(took)) for day, measure, name, count, took in rows}
        issuers = connection.execute(text("SELECT name, documents, wrong, expense_account FROM issuers")).all()
    database.dispose()
    first, second = str(date(2025, 3, 1)), str(date(2025, 3, 2))
    assert found[("received", "mail")] == (first, 2, 0)
    assert found[("read", "review")][:2] == (second, 2)
    assert found[("decided", "approved")][1] == found[("decided", "corrected")][1] == 1
    assert found[("booked", "person")] == (second, 2, 2 * 12_600)
    assert found[("turnaround", "four_hours")][:2] == (second, 2)
    assert [tuple(row) for row in issuers] == [("Hotel Aurora", 2, 1, "")]


def add_booked(connection: Connection, number: str, *, wrong: bool) -> None:
    """A document that was received before midnight and booked after it."""
    mine, of = {"organisation_id": "o"}, {"document_id": number, "organisation_id": "o"}
    times = {"received_at": EARLY, "changed_at": LATE, "version": 1, "pages": 1}
    insert(
        connection,
        "documents",
        id=number,
        sha256=number,
        size=1,
        name="a",
        channel="mail",
        state="booked",
        **mine,
        **times,
    )
    seller = {"seller_name": "Hotel Aurora", "search_text": ""}
    insert(connection, "projections", seller_key="hotelaurora", findings=0, **of, **seller)
    booked = {"version": 1, "state": "active", "sha256": number, "booked_at": LATE, "booked_by": "clerk"}
    insert(connection, "bookings", id=number, **of, **seller, **booked)
    thought = {"version": 1, "reader": "2", "score": 0.9, "obstacle": "", "lane": "review", "at": LATE}
    decided = {"decided_at": LATE, "wrong": wrong, "cause": "corrected" if wrong else "approved"}
    insert(connection, "assessments", **of, **thought, **decided)


def insert(connection: Connection, table: str, **values: Any) -> None:
    names = ", ".join(values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(values)})"), values)
