"""Reading what one was told: the bell, the list, opening one, having read all."""

import re

from sqlalchemy import event

from models.errors import DamagedDocument
from models.notices import Notice
from storage.notices import note
from tests.review_ui.houses import Seeded, add_failed
from tests.review_ui.people import Persona


def bell(persona: Persona) -> str:
    """What the bell says to a screen reader."""
    (said,) = re.findall(
        r'class="bell" href="/notices" +(?:aria-current="page" )?aria-label="([^"]+)"', persona.get("/").text
    )
    return str(said)


def test_the_bell_counts_and_the_list_leads_there(seeded: Seeded, clerk: Persona) -> None:
    assert bell(clerk) == "Notices"
    assert "Nothing to tell" in clerk.get("/notices").text
    document_id = add_failed(seeded, "broken.pdf", DamagedDocument("It is torn."))
    add_failed(seeded, "also broken.pdf", DamagedDocument("It is torn."))
    assert bell(clerk) == "Notices: 2 unread"
    html = clerk.get("/notices").text
    assert "This document could not be read." in html
    oldest = re.findall(r'action="/notices/(\w{32})"', html)[-1]
    answer = clerk.post(f"/notices/{oldest}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{document_id}")
    assert bell(clerk) == "Notices: 1 unread"
    clerk.post("/notices/read")
    assert bell(clerk) == "Notices"
    assert "broken.pdf" in clerk.get("/notices").text


def test_nobody_reads_the_notices_of_others(
    seeded: Seeded, clerk: Persona, approver: Persona, outsider: Persona
) -> None:
    add_failed(seeded, "broken.pdf", DamagedDocument("It is torn."))
    (mine,) = re.findall(r'action="/notices/(\w{32})"', clerk.get("/notices").text)
    assert approver.post(f"/notices/{mine}").status_code == 404
    assert outsider.post(f"/notices/{mine}").status_code == 404
    assert "broken.pdf" not in outsider.get("/notices").text
    assert bell(clerk) == "Notices: 1 unread"


def test_who_switched_on_booking_unseen_learns_that_it_went_off(seeded: Seeded, administrator: Persona) -> None:
    with seeded.house.session(write=True) as session:
        note(session, seeded.organisation_id, Notice.DRIFT)
    assert "Booking unseen was switched off" in administrator.get("/notices").text


def test_the_page_asks_the_database_twice(seeded: Seeded, clerk: Persona) -> None:
    for n in range(3):
        add_failed(seeded, f"broken {n}.pdf", DamagedDocument("It is torn."))
    asked: list[str] = []
    engine = seeded.house.database.reader
    heard = lambda *told: asked.append(told[2])  # noqa: E731 - a listener
    event.listen(engine, "before_cursor_execute", heard)
    clerk.get("/notices")
    event.remove(engine, "before_cursor_execute", heard)
    assert len([text for text in asked if "FROM" in text]) == 2  # the session with its count, and the list
