"""How many questions each page asks the database; that number stays when there is more to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from review_ui.app import create_app
from review_ui.visitors import COOKIE
from storage.house import House
from tests.review_ui.conftest import Original
from tests.review_ui.houses import Seeded
from tests.review_ui.mailboxes import SETTINGS, add, find_mail
from tests.storage.crowds import add_crowd
from tests.tour.house import Sights, furnish
from tests.tour.places import Place, inside

QUERIES: dict[str, int] = {
    "inbox": 10,
    "inbox, to review": 10,
    "inbox, problems": 9,
    "inbox, mails": 9,
    "inbox, search": 10,
    "inbox, nothing found": 9,
    "inbox, last one done": 10,
    "inbox, account": 10,
    "inbox of an auditor": 8,
    "inbox, narrowed": 10,
    "upload": 3,
    "upload of an approver": 2,
    "notices": 2,
    "settings": 1,
    "bookings": 4,
    "bookings, search": 3,
    "bookings, nothing found": 2,
    "history": 6,
    "document, booked": 20,
    "document, exported": 20,
    "document, voided": 18,
    "document, rejected": 20,
    "document, duplicate": 17,
    "document, mail": 15,
    "document, protected": 14,
    "document, broken": 14,
    "document, corrected": 20,
    "document, letter": 18,
    "document, sheet": 17,
    "document, joined": 19,
    "document, turned": 18,
    "document, long": 18,
    "document, sure": 18,
    "document, doubtful": 18,
    "document, early": 17,
    "document, queued": 14,
    "document, more fields": 18,
    "document, rejecting": 18,
    "document, keys": 18,
    "document, approved before": 20,
    "document, as it came": 18,
    "document of an auditor": 14,
    "one field": 8,
    "one field, missing": 8,
    "joining": 5,
    "joining, none chosen": 4,
    "duplicate beside the first": 9,
    "history of a field": 5,
    "issuers": 3,
    "issuer": 8,
    "automation": 9,
    "automation of an auditor": 9,
    "dashboard": 6,
    "dashboard of an auditor": 5,
    "rules": 4,
    "people": 2,
    "invited": 1,
    "mailboxes": 3,
    "mailboxes of an auditor": 3,
    "mails not sent": 3,
    "mails, well": 5,
    "mails, ill": 5,
    "mails, off": 5,
    "mails, new": 5,
    "mailbox, new": 1,
    "mailbox, change": 4,
    "mailbox, tried": 3,
    "not found": 4,
    "not allowed": 1,
}
MORE = 60


def test_every_page_asks_as_often_as_the_table_says_however_much_there_is(seeded: Seeded, original: Original) -> None:
    sights = furnish(seeded)
    places = inside(sights)
    few = count_all(seeded.house, places, original)
    assert few == QUERIES
    grow(seeded, sights)
    assert count_all(seeded.house, places, original) == QUERIES


def grow(seeded: Seeded, sights: Sights) -> None:
    """More documents and bookings than a page holds, more mailboxes, more mails in each."""
    add_crowd(seeded.house, seeded.organisation_id, MORE)
    for number in range(MORE // 10):
        mailbox = add(seeded, replace(SETTINGS, name=f"No. {number}", folder=f"{number}"))
        find_mail(seeded, mailbox, 1, f"{number}.eml")
        find_mail(seeded, replace(mailbox, id=sights.mailboxes["well"]), 100 + number, f"more-{number}.eml")


def count_all(house: House, places: list[Place], original: Original) -> dict[str, int]:
    """By the names of places; what is asked only for the first time does not count."""
    app, counted = create_app(house), dict[str, int]()
    for place in places:
        with TestClient(app, cookies={COOKIE: original.tokens[place.who]} if place.who else {}) as client:
            client.get(place.address)
            with statements(house) as asked:
                assert client.get(place.address).status_code == place.status
        counted[place.name] = len(asked)
    return counted


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    """What the database is asked while the block runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(house.database.reader, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(house.database.reader, "before_cursor_execute", note)


def test_the_number_is_that_of_the_statements(seeded: Seeded) -> None:
    with statements(seeded.house) as asked, seeded.house.session() as session:
        session.connection().exec_driver_sql("SELECT 1")
    assert asked == ["SELECT 1"]


@pytest.mark.parametrize("most", [20])
def test_no_page_asks_very_often(most: int) -> None:
    assert {name: count for name, count in QUERIES.items() if count > most} == {}
