"""Bookings are listed, voided and exported, and never vanish."""

import pytest

from models.errors import NotFound, StateConflict
from models.states import State
from models.terms import Term
from storage.bookings import export_bookings, find_booking, list_bookings, void_booking
from storage.documents import load_document, load_history
from storage.house import House
from storage.objects import checksum
from storage.reviews import approve, correct_fields
from tests.storage.samples import CLERK, capture, invoice


def book(house: House, org_id: str, content: bytes = b"one", number: str = "1") -> str:
    document_id = capture(house, org_id, content, invoice({Term.INVOICE_NUMBER: number}))
    return approve(house, org_id, document_id, actor=CLERK, expected_version=1)


def test_bookings_are_listed_newest_first_and_searched(house: House, org: str, other_org: str) -> None:
    first, second = book(house, org, b"one", "A-1"), book(house, org, b"two", "B-2")
    assert [row.id for row in list_bookings(house, org).rows] == [second, first]
    assert [row.id for row in list_bookings(house, org, search="žolna a-1").rows] == [first]
    assert [row.id for row in list_bookings(house, org, page=2, per_page=1).rows] == [first]
    assert list_bookings(house, other_org).total == 0


def test_a_voided_booking_stays_and_its_document_can_be_booked_again(house: House, org: str) -> None:
    first = book(house, org)
    document_id = list_bookings(house, org).rows[0].document_id
    void_booking(house, org, first, actor=CLERK, reason="wrong total")
    assert find_booking(house, org, document_id) is None
    assert load_document(house, org, document_id).state is State.IN_REVIEW
    assert load_history(house, org, document_id)[-1].note == "wrong total"
    correct_fields(house, org, document_id, {"total_gross": "99"}, actor=CLERK, expected_version=1)
    second = approve(house, org, document_id, actor=CLERK, expected_version=2)
    rows = {row.id: row for row in list_bookings(house, org).rows}
    assert (rows[first].state, str(rows[first].total_gross)) == ("voided", "122.00")
    assert (rows[second].state, str(rows[second].total_gross)) == ("active", "99")
    with pytest.raises(StateConflict):
        void_booking(house, org, first, actor=CLERK, reason="again")


def test_an_export_has_everything_and_marks_it(house: House, org: str) -> None:
    booking_id = book(house, org, b"the original")
    (exported,) = export_bookings(house, org, actor=CLERK)
    assert exported.sha256 == checksum(b"the original")
    assert exported.booking.id == booking_id
    assert exported.booking.exported_at is not None
    assert exported.invoice == invoice({Term.INVOICE_NUMBER: "1"})
    assert load_document(house, org, exported.document_id).state is State.EXPORTED


def test_exporting_again_gives_the_same(house: House, org: str) -> None:
    book(house, org)
    assert export_bookings(house, org, actor=CLERK) == export_bookings(house, org, actor=CLERK)


def test_only_the_named_and_active_ones_are_exported(house: House, org: str, other_org: str) -> None:
    first, second, third = (book(house, org, bytes([n]), str(n)) for n in range(3))
    void_booking(house, org, third, actor=CLERK, reason="wrong")
    assert [row.booking.id for row in export_bookings(house, org, [second, third], actor=CLERK)] == [second]
    assert [row.booking.id for row in export_bookings(house, org, actor=CLERK)] == [first, second]
    assert export_bookings(house, other_org, [first], actor=CLERK) == []


def test_an_exported_booking_can_still_be_voided_but_not_by_others(house: House, org: str, other_org: str) -> None:
    booking_id = book(house, org)
    export_bookings(house, org, actor=CLERK)
    with pytest.raises(NotFound):
        void_booking(house, other_org, booking_id, actor=CLERK, reason="theirs")
    void_booking(house, org, booking_id, actor=CLERK, reason="wrong")
    assert export_bookings(house, org, actor=CLERK) == []
