"""Whose a document is, and which one comes next."""

from datetime import date

import pytest

from models.errors import InvalidInput, NotFound
from models.terms import Term
from storage.assigning import assign, count_next, list_reviewers, next_document
from storage.audit import list_audit
from storage.documents import load_document
from storage.holds import take_hold
from storage.house import House
from storage.reviews import correct_fields, reject
from storage.roles import Role
from tests.storage.people import add_person
from tests.storage.samples import CLERK, capture, invoice, receive


def due(house: House, org: str, number: int, day: date | None) -> str:
    reading = invoice({Term.DUE_DATE: day, Term.INVOICE_NUMBER: f"N-{number}"})
    return capture(house, org, f"%PDF-1.7 {number}".encode(), reading)


def test_what_is_left_to_a_person_is_theirs_and_nobodys(house: House, org: str, other_org: str) -> None:
    ana, bor = add_person(house, org, "Ana"), add_person(house, org, "Bor")
    first, second, third = (due(house, org, number, None) for number in range(3))
    due(house, other_org, 4, None)
    assert count_next(house, org, actor=ana) == 3
    assign(house, org, first, bor.id, actor=CLERK)
    assign(house, org, second, ana.id, actor=CLERK)
    assert (count_next(house, org, actor=ana), count_next(house, org, actor=bor)) == (2, 2)
    reject(house, org, third, actor=ana, reason="not ours")
    assert count_next(house, org, actor=ana) == 1


def test_those_who_may_review_can_be_chosen(house: House, org: str, other_org: str) -> None:
    for name, role in (("Bor", Role.REVIEWER), ("ana", Role.APPROVER), ("Otto", Role.AUDITOR), ("Uma", Role.UPLOADER)):
        add_person(house, org, name, role)
    add_person(house, other_org, "Elsewhere")
    assert [person.name for person in list_reviewers(house, org)] == ["ana", "Bor"]


def test_a_document_is_assigned_and_taken_away_on_the_record(house: House, org: str, other_org: str) -> None:
    ana, stranger = add_person(house, org, "Ana"), add_person(house, other_org, "Elsewhere")
    document = capture(house, org)
    assign(house, org, document, ana.id, actor=CLERK)
    row = load_document(house, org, document)
    assert (row.assigned_to, row.assigned_name) == (ana.id, "Ana")
    assign(house, org, document, None, actor=CLERK)
    assert load_document(house, org, document).assigned_to is None
    events = [row for row in list_audit(house, org, document_id=document).rows if row.event == "document_assigned"]
    assert [(row.before, row.after) for row in events][-1] == ({"assigned_to": None}, {"assigned_to": "Ana"})
    with pytest.raises(InvalidInput):
        assign(house, org, document, stranger.id, actor=CLERK)
    with pytest.raises(NotFound):
        assign(house, other_org, document, None, actor=CLERK)


def test_mine_come_first_then_what_is_due_soonest_then_the_oldest(house: House, org: str) -> None:
    ana, bor = add_person(house, org, "Ana"), add_person(house, org, "Bor")
    oldest, later = due(house, org, 1, None), due(house, org, 2, date(2026, 5, 1))
    soon, mine, theirs = (due(house, org, n, date(2026, month, 1)) for n, month in ((3, 4), (4, 9), (5, 1)))
    assign(house, org, mine, ana.id, actor=CLERK)
    assign(house, org, theirs, bor.id, actor=CLERK)
    order = []
    for _ in range(5):
        found = next_document(house, org, actor=ana)
        if found:
            order.append(found)
            take_hold(house, org, found, actor=bor)
    assert order == [mine, soon, later, oldest]
    assert next_document(house, org, actor=bor) == theirs


def test_what_somebody_else_holds_never_comes_and_ones_own_does(house: House, org: str) -> None:
    ana, bor = add_person(house, org, "Ana"), add_person(house, org, "Bor")
    first, second = capture(house, org, b"1"), capture(house, org, b"2")
    take_hold(house, org, first, actor=ana)
    assert next_document(house, org, actor=bor) == second
    assert next_document(house, org, actor=ana) == first
    assert next_document(house, org, actor=ana, without=[first]) == second


def test_nothing_comes_that_is_not_in_review(house: House, org: str, other_org: str) -> None:
    ana = add_person(house, org, "Ana")
    capture(house, other_org, b"theirs")
    receive(house, org, b"waiting")
    assert next_document(house, org, actor=ana) is None


def test_a_corrected_due_date_moves_it(house: House, org: str) -> None:
    ana = add_person(house, org, "Ana")
    first, second = due(house, org, 1, date(2026, 4, 1)), due(house, org, 2, date(2026, 5, 1))
    assert next_document(house, org, actor=ana) == first
    correct_fields(house, org, second, {"due_date": "2026-03-01"}, actor=CLERK, expected_version=1)
    assert next_document(house, org, actor=ana) == second
