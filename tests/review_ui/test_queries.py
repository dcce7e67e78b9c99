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
    "inbox": 8,
    "inbox, to review": 8,
    "inbox, problems": 8,
    "inbox, mails": 8,
    "inbox, search": 8,
    "inbox, nothing found": 7,
    "inbox, last one done": 8,
    "inbox, account": 8,
    "inbox of an auditor": 7,
    "inbox, narrowed": 8,
    "upload": 3,
    "upload of an approver": 2,
    "notices": 2,
    "settings": 1,
    "bookings": 4,
    "bookings, search": 3,
    "bookings, nothing found": 2,
    "history": 6,
    "document, booked": 25,
    "document, exported": 25,
    "document, voided": 29,
    "document, rejected": 26,
    "document, duplicate": 23,
    "document, mail": 22,
    "document, protected": 22,
    "document, broken": 22,
    "document, corrected": 29,
    "document, letter": 29,
    "document, turned": 29,
    "document, long": 29,
    "document, sure": 29,
    "document, doubtful": 29,
    "document, early": 25,
    "document, queued": 22,
    "document, more fields": 29,
    "document, rejecting": 29,
    "document, keys": 29,
    "document, approved before": 31,
    "document, as it came": 29,
    "document of an auditor": 26,
    "duplicate beside the first": 11,
    "history of a field": 5,
    "issuers": 3,
    "issuer": 8,
    "automation": 9,
    "automation of an auditor": 9,
    "dashboard": 6,
    "dashboard of an auditor": 5,
    "rules": 4,
    "mailboxes": 3,
    "mailboxes of an auditor": 3,
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
        with TestClient(app, cookies={COOKIE: original.tokens[place.who]}) as client:
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


@pytest.mark.parametrize("most", [32])
def test_no_page_asks_very_often(most: int) -> None:
    assert {name: count for name, count in QUERIES.items() if count > most} == {}
