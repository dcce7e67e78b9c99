"""Approving, and with it booking."""

from models.states import State
from models.terms import Term
from storage.bookings import list_bookings
from storage.documents import load_document
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def bookings_of(seeded: Seeded) -> int:
    return list_bookings(seeded.house, seeded.organisation_id).total


def test_approving_books_and_goes_on_to_the_next(seeded: Seeded, approver: Persona) -> None:
    older, newer = add_paper(seeded, Paper(number="1")), add_paper(seeded, Paper(number="2"))
    answer = approver.approve(newer)
    assert answer.headers["location"] == f"/documents/{older}?approved={newer}"
    assert load_document(seeded.house, seeded.organisation_id, newer).state is State.BOOKED
    assert "Approved and booked" in approver.get(answer.headers["location"]).text


def test_after_the_last_one_comes_the_inbox(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    answer = approver.approve(document_id)
    assert answer.headers["location"] == f"/?done=last&decided={document_id}"


def test_approving_twice_books_once(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    form = approver.form_of(document_id)
    for _ in range(2):
        assert approver.client.post(f"/documents/{document_id}/approve", data=form).status_code == 303
    assert bookings_of(seeded) == 1


def test_what_is_missing_is_named_and_nothing_is_booked(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper(without=frozenset({Term.CURRENCY, Term.TOTAL_GROSS})))
    answer = approver.approve(document_id)
    assert answer.status_code == 409
    assert "Still missing: Currency, Total with tax." in answer.text
    assert bookings_of(seeded) == 0


def test_what_was_typed_last_is_stored_before_approving(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper(without=frozenset({Term.CURRENCY})))
    form = {**approver.form_of(document_id), "fields.currency": "EUR"}
    assert approver.client.post(f"/documents/{document_id}/approve", data=form).status_code == 303
    assert bookings_of(seeded) == 1


def test_a_value_that_cannot_be_read_stops_the_approval(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    form = {**approver.form_of(document_id), "fields.issue_date": "soon"}
    assert approver.client.post(f"/documents/{document_id}/approve", data=form).status_code == 422
    assert bookings_of(seeded) == 0


def test_an_old_screen_approves_nothing(seeded: Seeded, approver: Persona, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    form = approver.form_of(document_id)
    clerk.post(f"/documents/{document_id}/take-over")
    clerk.edit(document_id, buyer_name="Changed meanwhile")
    approver.post(f"/documents/{document_id}/take-over")
    answer = approver.client.post(f"/documents/{document_id}/approve", data=form)
    assert answer.status_code == 409
    assert bookings_of(seeded) == 0


def test_a_reviewer_may_not_approve(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.approve(document_id).status_code == 403
    assert "data-approve" not in clerk.get(f"/documents/{document_id}").text


def test_the_outsider_may_not_approve(seeded: Seeded, outsider: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert outsider.post(f"/documents/{document_id}/approve", expected_version="1").status_code == 404
