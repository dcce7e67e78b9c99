"""Booking without a person: only where it is switched on and shown, once, on the record; some are reviewed anyway."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

import pytest

from models.errors import LeaseLost, StateConflict
from models.invoice import Finding
from models.states import State
from models.tables.automation import AssessmentTable
from models.terms import REQUIRED_TERMS
from models.unseen import Lane, Mode, is_sampled
from storage.audit import list_audit, verify_chain
from storage.automation import load_policy, switch
from storage.automation_figures import load_automation
from storage.bookings import export_bookings, list_bookings, void_booking
from storage.documents import load_document, load_history, request_reading
from storage.house import House
from storage.jobs import claim_job, finish_capture
from storage.reviews import approve, correct_fields
from tests.storage.reviewed import READER, person, read, review, reviewed, sure
from tests.storage.samples import CLERK, claim, receive

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def on(house: House, org: str) -> str:
    """An organisation that has reviewed enough, and has switched it on."""
    reviewed(house, org, 480)
    switch(house, org, Mode.ON, actor=person(house, org))
    return org


def through(house: House, org: str, many: int = 1, first: int = 0) -> list[str]:
    """Documents that are sure enough and no blind samples."""
    found: list[str] = []
    while len(found) < many:
        document_id = read(house, org, first)
        found += [] if is_sampled(document_id, 20) else [document_id]
        first += 1
    return found


def blind(house: House, org: str, numbers: Iterator[int]) -> str:
    """The next document that is a blind sample; a failure when none of so many is."""
    documents = (read(house, org, number) for number in islice(numbers, 200))
    found = next((document_id for document_id in documents if lane_of(house, document_id) is Lane.BLIND), None)
    assert found is not None, "none of 200 documents was a blind sample"
    return found


def lane_of(house: House, document_id: str) -> Lane:
    with house.session() as session:
        row = session.get(AssessmentTable, document_id)
        assert row is not None
        return Lane(row.lane)


def test_what_is_sure_enough_is_booked_by_the_policy(house: House, on: str) -> None:
    (document_id,) = through(house, on)
    history = load_history(house, on, document_id)
    assert [step.state for step in history][-3:] == [State.READY, State.APPROVED, State.BOOKED]
    assert {(step.actor_kind, step.actor_id) for step in history[-2:]} == {("system", "policy")}
    booking = next(row for row in list_bookings(house, on).rows if row.document_id == document_id)
    assert (booking.state, booking.version) == ("active", 1)
    assert [export.document_id for export in export_bookings(house, on, actor=CLERK)] == [document_id]


def test_why_it_was_booked_stands_in_the_audit_trail(house: House, on: str) -> None:
    (document_id,) = through(house, on)
    entry = next(e for e in list_audit(house, on, document_id=document_id).rows if e.event == "document_booked")
    assert entry.after is not None
    grounds = entry.after["grounds"]
    assert (grounds["bound"], grounds["threshold"], grounds["reader"]) == (100, 0.9, READER)
    assert grounds["score"] == pytest.approx(0.99**6)
    assert grounds["witnesses"] == {term.key: ["ocr", "xml"] for term in REQUIRED_TERMS}
    assert verify_chain(house, on).whole


def test_in_shadow_nothing_is_booked_and_what_would_be_is_recorded(house: House, org: str) -> None:
    reviewed(house, org, 480)
    document_id = read(house, org, 1)
    assert load_document(house, org, document_id).state is State.IN_REVIEW
    assert lane_of(house, document_id) is Lane.SHADOW
    assert list_bookings(house, org).total == 0


def test_another_organisation_is_not_concerned(house: House, on: str, other_org: str) -> None:
    assert load_policy(house, on).mode is Mode.ON
    document_id = read(house, other_org, 1)
    assert load_document(house, other_org, document_id).state is State.IN_REVIEW


@pytest.mark.parametrize("against", ["unsure", "finding", "one witness", "duplicate", "another version"])
def test_what_anything_stands_against_waits_for_a_person(house: House, on: str, against: str) -> None:
    whole = sure("N-1")
    readings = {
        "unsure": sure("N-1", 0.9),
        "finding": replace(whole, findings=(Finding("br_co_15", "The sums differ."),)),
        "one witness": sure("N-1", witnesses=("ocr",)),
        "another version": whole,
        "duplicate": whole,
    }
    if against == "duplicate":
        read(house, on, 100, whole)
    document_id = read(house, on, 1, readings[against], "3" if against == "another version" else READER)
    assert load_document(house, on, document_id).state is State.IN_REVIEW
    assert lane_of(house, document_id) is Lane.REVIEW


def test_one_in_so_many_is_reviewed_all_the_same_and_looks_like_any_other(house: House, on: str) -> None:
    documents = [read(house, on, number) for number in range(60)]
    sampled = [each for each in documents if lane_of(house, each) is Lane.BLIND]
    assert sampled == [each for each in documents if is_sampled(each, 20)]
    others = read(house, on, 99, sure("N-99", 0.5))
    for each in [*sampled, others]:
        assert load_document(house, on, each).state is State.IN_REVIEW
        assert [step.cause for step in load_history(house, on, each)][-1] == "captured"
        assert "lane" not in str([entry.after for entry in list_audit(house, on, document_id=each).rows])


def test_a_worker_that_lost_its_lease_books_nothing(house: House, on: str) -> None:
    receive(house, on, b"%PDF-1.7 late")
    late = claim(house, "worker-1", -1)
    held = claim_job(house, "worker-2", 60)
    assert held is not None
    with pytest.raises(LeaseLost):
        finish_capture(house, late, sure("N-1"), State.IN_REVIEW, "captured", reader=READER)
    assert list_bookings(house, on).total == 0
    finish_capture(house, held, sure("N-1"), State.IN_REVIEW, "captured", reader=READER)
    with pytest.raises(LeaseLost):
        finish_capture(house, held, sure("N-1"), State.IN_REVIEW, "captured", reader=READER)
    assert list_bookings(house, on).total == (0 if is_sampled(held.document_id, 20) else 1)


def test_a_crash_before_the_end_leaves_nothing_and_the_next_worker_books_once(
    house: House, on: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    numbers = count()
    while is_sampled(document_id := receive(house, on, f"%PDF-1.7 {next(numbers)}".encode()), 20):
        finish_capture(house, claim(house), sure("other"), State.IN_REVIEW, "captured", reader=READER)
    booked = list_bookings(house, on).total
    held = claim(house, "worker-1", -1)
    with monkeypatch.context() as patch:
        patch.setattr("storage.captures.end_job", die)
        with pytest.raises(KeyboardInterrupt):
            finish_capture(house, held, sure("N-1"), State.IN_REVIEW, "captured", reader=READER)
    assert list_bookings(house, on).total == booked
    again = claim(house, "worker-2")
    assert finish_capture(house, again, sure("N-1"), State.IN_REVIEW, "captured", reader=READER) is State.BOOKED
    assert [row.document_id for row in list_bookings(house, on).rows].count(document_id) == 1


def test_a_person_who_approves_it_as_well_books_nothing_twice(house: House, on: str) -> None:
    (document_id,) = through(house, on)
    booking = list_bookings(house, on).rows[0]
    assert approve(house, on, document_id, actor=CLERK, expected_version=1) == booking.id
    assert list_bookings(house, on).total == 1
    with pytest.raises(StateConflict):
        correct_fields(house, on, document_id, {"total_gross": "1"}, actor=CLERK, expected_version=1)


def test_a_voided_unseen_booking_tells_against_the_threshold_and_is_not_booked_unseen_again(
    house: House, on: str
) -> None:
    first, second = through(house, on, 2)
    bookings = {row.document_id: row.id for row in list_bookings(house, on).rows}
    void_booking(house, on, bookings[first], actor=CLERK, reason="wrong total")
    assert load_policy(house, on).threshold == 0.9, "one in 481 is borne"
    void_booking(house, on, bookings[second], actor=CLERK, reason="wrong total")
    assert load_policy(house, on).threshold is None
    assert load_automation(house, on).complained == 2
    request_reading(house, on, first, actor=CLERK, cause="asked_again")
    finish_capture(house, claim(house), sure("N-1", 0.999), State.IN_REVIEW, "captured", reader=READER)
    assert load_document(house, on, first).state is State.IN_REVIEW


def test_a_wrong_blind_sample_stops_it(house: House, on: str) -> None:
    numbers = count()
    for _ in range(2):
        review(house, on, blind(house, on, numbers), right=False)
    assert load_policy(house, on).threshold is None
    assert load_document(house, on, read(house, on, next(numbers))).state is State.IN_REVIEW
    found = load_automation(house, on)
    assert (found.checked, found.checked_wrong) == (2, 2)
