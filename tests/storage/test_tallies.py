"""What happens is counted on its day, and read again by range."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.states import State
from models.tables.documents import DocumentTable
from models.tables.insight import TallyTable
from models.tables.readings import BookingTable
from models.terms import Term
from storage.bookings import find_booking, void_booking
from storage.documents import load_document
from storage.house import House
from storage.issuers import list_issuers
from storage.performance import load_performance
from storage.reviews import mark_duplicate, reject, take_back
from storage.tallies import Measure, Tally, sum_tallies, tally
from tests.storage.crowds import add_tallies
from tests.storage.reviewed import read, review
from tests.storage.samples import CLERK, receive

LONG_AGO = date(2000, 1, 1)


def counted(house: House, org: str) -> dict[tuple[str, str], int]:
    with house.session() as session:
        return {(one.measure.value, one.name): one.count for one in sum_tallies(session, org, LONG_AGO)}


def test_the_way_of_a_document_is_counted_step_by_step(house: House, org: str, other_org: str) -> None:
    document_id = read(house, org, 1)
    assert counted(house, org) == {("received", "upload"): 1, ("read", "review"): 1}
    review(house, org, document_id, right=False)
    found = counted(house, org)
    assert found["booked", "person"] == found["decided", "corrected"] == found["turnaround", "hour"] == 1
    assert found["wrong", Term.TOTAL_GROSS.key] == found["right", Term.INVOICE_NUMBER.key] == 1
    assert ("right", Term.TOTAL_GROSS.key) not in found
    assert counted(house, other_org) == {}


def test_the_same_bytes_again_are_no_new_document(house: House, org: str) -> None:
    receive(house, org)
    receive(house, org, name="again.pdf")
    assert counted(house, org) == {("received", "upload"): 1}


def test_refusals_are_counted_by_their_cause(house: House, org: str) -> None:
    refused, voided = read(house, org, 1), read(house, org, 2)
    reject(house, org, refused, actor=CLERK, reason="not ours")
    review(house, org, voided)
    booking = find_booking(house, org, voided)
    assert booking is not None
    void_booking(house, org, booking.id, actor=CLERK, reason="wrong")
    found = counted(house, org)
    assert found["decided", State.REJECTED.value] == found["decided", "voided"] == found["decided", "approved"] == 1


@pytest.mark.parametrize("decided", ["approved", "corrected", "rejected", "duplicate"])
def test_what_is_taken_back_counts_as_if_it_had_not_been(house: House, org: str, decided: str) -> None:
    review(house, org, read(house, org, 1), right=False)
    document_id = read(house, org, 2)
    before, (issuer,) = counted(house, org), list_issuers(house, org).rows
    version = 1
    if decided in {"approved", "corrected"}:
        review(house, org, document_id, right=decided == "approved")
        version = load_document(house, org, document_id).version
    elif decided == "rejected":
        reject(house, org, document_id, actor=CLERK, reason="a slip")
    else:
        mark_duplicate(house, org, document_id, actor=CLERK)
    assert counted(house, org) != before
    take_back(house, org, document_id, actor=CLERK, expected_version=version)
    assert {key: count for key, count in counted(house, org).items() if count} == before
    (now,) = list_issuers(house, org).rows
    assert (now.documents, now.wrong) == (issuer.documents, issuer.wrong)
    assert load_performance(house, org, 30, names=False).troubles[0].wrong == 1


def test_it_is_taken_from_the_day_on_which_it_was_counted(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    review(house, org, document_id)
    with house.session(write=True) as session:
        later = timedelta(days=3)
        for table, column in ((BookingTable, "booked_at"), (DocumentTable, "received_at")):
            row = session.scalars(select(table)).one()
            setattr(row, column, getattr(row, column) - later)
        earlier = [row for row in session.scalars(select(TallyTable)) if row.measure not in {"received", "read"}]
        for row in earlier:
            row.day -= later
    take_back(house, org, document_id, actor=CLERK, expected_version=1)
    with house.session() as session:
        left = [(row.measure, row.count, row.seconds) for row in session.scalars(select(TallyTable)) if row.count]
    assert sorted(left) == [("read", 1, 0), ("received", 1, 0)]
    assert list_issuers(house, org).rows == (), "nothing of it was decided"


def test_counting_adds_up_and_a_range_leaves_out_what_was_before(house: House, org: str) -> None:
    with house.session(write=True) as session:
        tally(session, org, [Tally(Measure.BOOKED, "person", 2, 50), Tally(Measure.READ, "review")])
        tally(session, org, [Tally(Measure.BOOKED, "person", 1, 25)])
    with house.session() as session:
        assert Tally(Measure.BOOKED, "person", 3, 75) in sum_tallies(session, org, LONG_AGO)
        tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 - any day that is surely later in UTC
        assert sum_tallies(session, org, tomorrow) == []


def test_trouble_comes_from_the_issuers_that_were_changed_most(house: House, org: str, other_org: str) -> None:
    for number, right in enumerate((True, False, False)):
        review(house, org, read(house, org, number), right=right)
    (trouble,) = load_performance(house, org, 30, names=False).troubles
    assert (trouble.wrong, trouble.terms) == (2, (Term.TOTAL_GROSS.key,))
    assert trouble.issuer_id is not None
    assert load_performance(house, other_org, 30, names=False).troubles == ()


def test_a_range_reads_its_own_days_alone_and_adds_them_up(house: House, org: str) -> None:
    add_tallies(house, org, 40)
    week, all_days = load_performance(house, org, 7, names=False), load_performance(house, org, None, names=False)
    assert (week.until - week.since).days == 6
    assert (all_days.until - all_days.since).days == 39
    assert week.count(Measure.RECEIVED) == 7 * 180
    assert all_days.by_name(Measure.BOOKED)["unseen"] == Tally(Measure.BOOKED, "unseen", 40 * 40, 40 * 4000)
    assert {one.tally.measure for one in week.days} == {Measure.RECEIVED, Measure.BOOKED}
