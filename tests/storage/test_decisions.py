"""Approving books once, whatever is clicked; rejecting and reopening."""

import threading
from dataclasses import replace

import pytest

from models.errors import NotFound, NotReady, StateConflict
from models.states import State
from models.terms import DocumentClass, Term
from storage.bookings import list_bookings
from storage.documents import load_document, load_history
from storage.house import House
from storage.jobs import claim_job
from storage.reviews import approve, correct_fields, mark_duplicate, reject, reopen
from tests.storage.samples import CLERK, capture, claim, invoice, receive


def test_approving_books(house: House, org: str) -> None:
    document_id = capture(house, org)
    booking_id = approve(house, org, document_id, actor=CLERK, expected_version=1)
    row = list_bookings(house, org).rows[0]
    assert (row.id, row.document_id, row.version, row.state) == (booking_id, document_id, 1, "active")
    assert row.sha256 == load_document(house, org, document_id).sha256
    assert (row.invoice_number, str(row.total_gross)) == ("2024-117", "122.00")
    states = [step.state for step in load_history(house, org, document_id)]
    assert states[-3:] == [State.IN_REVIEW, State.APPROVED, State.BOOKED]


def test_approving_twice_is_approving_once(house: House, org: str) -> None:
    document_id = capture(house, org)
    first = approve(house, org, document_id, actor=CLERK, expected_version=1)
    assert approve(house, org, document_id, actor=CLERK, expected_version=1) == first
    assert list_bookings(house, org).total == 1


def test_approving_at_once_books_once(house: House, org: str) -> None:
    document_id = capture(house, org)
    bookings: list[str] = []
    gate = threading.Barrier(5)

    def click() -> None:
        gate.wait()
        bookings.append(approve(house, org, document_id, actor=CLERK, expected_version=1))

    threads = [threading.Thread(target=click) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bookings) == 5
    assert len(set(bookings)) == 1
    assert list_bookings(house, org).total == 1


def test_what_was_not_seen_is_not_approved(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct_fields(house, org, document_id, {"total_gross": "9"}, actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict):
        approve(house, org, document_id, actor=CLERK, expected_version=1)
    approve(house, org, document_id, actor=CLERK, expected_version=2)
    with pytest.raises(StateConflict):
        approve(house, org, document_id, actor=CLERK, expected_version=1)


def test_missing_required_fields_are_named(house: House, org: str) -> None:
    document_id = capture(house, org, reading=invoice({Term.ISSUE_DATE: None, Term.CURRENCY: None}))
    with pytest.raises(NotReady, match=r"Still missing: Issue date, Currency\."):
        approve(house, org, document_id, actor=CLERK, expected_version=1)
    assert load_document(house, org, document_id).state is State.IN_REVIEW


def test_a_letter_is_not_booked(house: House, org: str) -> None:
    document_id = capture(house, org, reading=replace(invoice(), document_class=DocumentClass.LETTER))
    with pytest.raises(NotReady, match="not an invoice"):
        approve(house, org, document_id, actor=CLERK, expected_version=1)


def test_what_is_not_in_review_is_not_approved_nor_anothers(house: House, org: str, other_org: str) -> None:
    document_id = capture(house, org)
    with pytest.raises(NotFound):
        approve(house, other_org, document_id, actor=CLERK, expected_version=1)
    reject(house, org, document_id, actor=CLERK, reason="not ours")
    with pytest.raises(NotReady):
        approve(house, org, document_id, actor=CLERK, expected_version=1)


def test_a_rejection_keeps_its_reason_and_can_be_taken_back(house: House, org: str) -> None:
    document_id = capture(house, org)
    reject(house, org, document_id, actor=CLERK, reason="Ni naša – za sosede")
    last = load_history(house, org, document_id)[-1]
    assert (last.state, last.cause, last.note) == (State.REJECTED, "rejected", "Ni naša – za sosede")
    reopen(house, org, document_id, actor=CLERK)
    assert load_document(house, org, document_id).state is State.IN_REVIEW


def test_rejecting_an_unread_document_takes_it_out_of_the_queue(house: House, org: str) -> None:
    document_id = receive(house, org)
    reject(house, org, document_id, actor=CLERK, reason="by mistake")
    assert claim_job(house, "worker", 60) is None
    reopen(house, org, document_id, actor=CLERK)
    assert claim(house).document_id == document_id


def test_an_unread_document_set_aside_as_a_duplicate_is_read_when_it_is_taken_up_again(house: House, org: str) -> None:
    document_id = receive(house, org)
    mark_duplicate(house, org, document_id, actor=CLERK)
    assert claim_job(house, "worker", 60) is None
    reopen(house, org, document_id, actor=CLERK)
    assert claim(house).document_id == document_id


def test_a_document_that_is_being_read_is_left_to_its_worker(house: House, org: str) -> None:
    document_id = receive(house, org)
    claim(house)
    for decide in (mark_duplicate, reopen):
        with pytest.raises(StateConflict):
            decide(house, org, document_id, actor=CLERK)
    with pytest.raises(StateConflict):
        reject(house, org, document_id, actor=CLERK, reason="no")


def test_a_duplicate_is_set_aside_and_taken_up_again(house: House, org: str) -> None:
    document_id = capture(house, org)
    mark_duplicate(house, org, document_id, actor=CLERK)
    assert load_document(house, org, document_id).state is State.DUPLICATE
    reopen(house, org, document_id, actor=CLERK)
    assert load_document(house, org, document_id).state is State.IN_REVIEW


def test_a_booked_document_is_not_rejected_nor_reopened(house: House, org: str) -> None:
    document_id = capture(house, org)
    approve(house, org, document_id, actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict):
        reject(house, org, document_id, actor=CLERK, reason="late")
    with pytest.raises(StateConflict):
        reopen(house, org, document_id, actor=CLERK)
