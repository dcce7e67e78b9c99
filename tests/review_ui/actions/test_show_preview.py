"""A long document while it is being read: its first pages and what they say, and nothing to decide yet."""

from models.errors import DamagedDocument
from models.invoice import Finding
from models.terms import Term
from storage.jobs import fail_job
from tests.review_ui.houses import Seeded, add_paper, claim, finish, receive, show_first
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

LONG = Paper("Annex Works d.o.o.", "L-40", without=frozenset({Term.CURRENCY}), pages=3)
FOUND = Finding("checksum", "The check digits do not fit.", ("iban",))


def add_long(seeded: Seeded, paper: Paper = LONG) -> str:
    document_id = receive(seeded, paper.name)
    show_first(seeded, claim(seeded), paper, 40)
    return document_id


def test_fields_and_pages_are_shown_with_how_far_it_is(seeded: Seeded, approver: Persona) -> None:
    document_id = add_long(seeded)
    html = approver.get(f"/documents/{document_id}").text
    assert "<span data-pages-read>3</span> of 40 pages are read" in html
    assert 'value="L-40"' in html
    assert 'alt="Page 3 of 40"' in html
    assert approver.get(f"/documents/{document_id}/pages/2").status_code == 200
    assert approver.get(f"/documents/{document_id}/state").json() == {"state": "reading", "pages": 3}


def test_nothing_can_be_changed_or_decided(seeded: Seeded, approver: Persona) -> None:
    document_id = add_long(seeded)
    html = approver.get(f"/documents/{document_id}").text
    assert "data-approve" not in html
    assert 'id="value-iban"' in html
    assert html.count("readonly") >= html.count('id="value-')
    for action in ("approve", "fields", "reject", "undo"):
        answer = approver.post(f"/documents/{document_id}/{action}", expected_version="0", reason="no")
        assert answer.status_code in {404, 409}, action


def test_what_may_stand_on_later_pages_is_not_missed(seeded: Seeded, clerk: Persona) -> None:
    paper = Paper(without=frozenset({Term.CURRENCY}), findings=(FOUND,))
    html = clerk.get(f"/documents/{add_long(seeded, paper)}").text
    assert 'id="field-currency"' not in html
    assert FOUND.message not in html
    whole = clerk.get(f"/documents/{add_paper(seeded, Paper(number='2', without=paper.without))}").text
    assert 'id="field-currency"' in whole


def test_the_list_shows_the_fields_and_that_more_is_to_come(seeded: Seeded, clerk: Persona) -> None:
    add_long(seeded)
    html = clerk.get("/").text
    assert "Annex Works d.o.o." in html
    assert "3 pages are read; the rest is still to come" in html


def test_the_whole_reading_takes_its_place(seeded: Seeded, approver: Persona) -> None:
    document_id = receive(seeded, LONG.name)
    finish(seeded, LONG)
    html = approver.get(f"/documents/{document_id}").text
    assert "data-pages-read" not in html
    assert "data-approve" in html
    assert "still to come" not in approver.get("/").text


def test_a_document_that_failed_in_its_annex_says_what_was_read(seeded: Seeded, clerk: Persona) -> None:
    document_id = receive(seeded, LONG.name)
    held = claim(seeded)
    show_first(seeded, held, LONG, 40)
    fail_job(seeded.house, held, DamagedDocument("It is torn."))
    html = clerk.get(f"/documents/{document_id}").text
    assert "It is torn." in html
    assert "Only 3 of 40 pages were read." in html
    assert 'value="L-40"' in html
    assert "still to come" not in clerk.get("/").text


def test_an_outsider_sees_nothing_of_it(seeded: Seeded, outsider: Persona) -> None:
    assert outsider.get(f"/documents/{add_long(seeded)}").status_code == 404
