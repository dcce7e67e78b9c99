"""What was thought of a document is kept beside what people decided; nothing else changes while it is shadow."""

import pytest
from sqlalchemy import delete

from models.states import State
from models.tables.automation import AssessmentTable
from models.terms import Term
from models.unseen import Lane
from storage.bookings import find_booking, list_bookings, void_booking
from storage.documents import load_document, request_reading
from storage.house import House
from storage.jobs import finish_capture
from storage.reviews import mark_duplicate, reject
from tests.storage.reviewed import READER, read, review, sure
from tests.storage.samples import CLERK, claim


def row_of(house: House, document_id: str) -> AssessmentTable:
    with house.session() as session:
        found = session.get(AssessmentTable, document_id)
        assert found is not None
        session.expunge(found)
        return found


def test_a_reading_is_assessed_and_waits_for_a_person(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    row = row_of(house, document_id)
    assert row.score == pytest.approx(0.99**6)
    assert (row.obstacle, Lane(row.lane), row.reader) == ("", Lane.REVIEW, READER)
    assert (row.wrong, row.decided_at) == (None, None)
    assert load_document(house, org, document_id).state is State.IN_REVIEW


def test_what_is_approved_as_it_was_read_was_right(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    review(house, org, document_id)
    row = row_of(house, document_id)
    assert (row.wrong, row.cause, row.terms) == (False, "approved", None)
    assert row.decided_at is not None


def test_a_corrected_required_field_was_wrong_and_is_named(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    review(house, org, document_id, right=False)
    row = row_of(house, document_id)
    assert (row.wrong, row.cause, row.terms) == (True, "corrected", Term.TOTAL_GROSS.key)


def test_a_rejected_document_would_have_been_wrong_and_so_a_duplicate(house: House, org: str) -> None:
    rejected, duplicate = read(house, org, 1), read(house, org, 2)
    reject(house, org, rejected, actor=CLERK, reason="not ours")
    mark_duplicate(house, org, duplicate, actor=CLERK)
    assert (row_of(house, rejected).wrong, row_of(house, rejected).cause) == (True, "rejected")
    assert (row_of(house, duplicate).wrong, row_of(house, duplicate).cause) == (True, "duplicate")


def test_a_voided_booking_counts_as_wrong_until_it_is_approved_again(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    review(house, org, document_id)
    booking = find_booking(house, org, document_id)
    assert booking is not None
    void_booking(house, org, booking.id, actor=CLERK, reason="looked wrong")
    assert (row_of(house, document_id).wrong, row_of(house, document_id).cause) == (True, "voided")
    review(house, org, document_id)
    again = row_of(house, document_id)
    assert (again.wrong, again.cause) == (False, "approved")


def test_what_is_read_again_is_judged_by_its_first_reading(house: House, org: str) -> None:
    document_id = read(house, org, 1, sure("wrong"))
    request_reading(house, org, document_id, actor=CLERK, cause="asked_again")
    finish_capture(house, claim(house), sure("N-1"), State.IN_REVIEW, "captured", reader=READER)
    assert row_of(house, document_id).version == 1


def test_documents_read_before_there_were_assessments_are_approved_as_ever(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    with house.session(write=True) as session:
        session.execute(delete(AssessmentTable))
    review(house, org, document_id)
    assert list_bookings(house, org).total == 1
