"""Lists narrowed by what is to be looked at, by issuer, person, due date and age."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.doubts import field_subject, finding_subject
from models.invoice import Finding, Invoice
from models.states import State
from models.tables.queue import DoubtTable
from models.terms import Term
from storage.assigning import assign
from storage.documents import load_document
from storage.filters import Narrowing
from storage.house import House
from storage.listings import list_narrowed
from storage.reviews import correct_fields, reject, reopen
from tests.storage.people import add_person
from tests.storage.samples import CLERK, capture, invoice, receive

ODD = Finding("br_co_15", "Total without tax and tax do not add up to the total with tax.", ())


def doubtful(term: Term, confidence: float = 0.4) -> Invoice:
    found = invoice({Term.IBAN: "SI56191000000123438"})
    sure = {key: replace(field, confidence=0.95) for key, field in found.fields.items()}
    return replace(found, fields={**sure, term: replace(sure[term], confidence=confidence)})


def ids(house: House, org: str, narrowing: Narrowing, search: str = "") -> list[str]:
    return [row.id for row in list_narrowed(house, org, narrowing, search=search).rows]


def subjects(house: House, document: str) -> set[str]:
    with house.session() as session:
        return set(session.scalars(select(DoubtTable.subject).where(DoubtTable.document_id == document)))


def test_an_unsure_field_and_a_missing_one_are_found_by_the_same_filter(house: House, org: str) -> None:
    unsure = capture(house, org, b"1", doubtful(Term.ISSUE_DATE))
    missing = capture(house, org, b"2", invoice({Term.ISSUE_DATE: None}))
    capture(house, org, b"3", doubtful(Term.IBAN))
    wanted = Narrowing(subjects=(field_subject("issue_date"),))
    assert ids(house, org, wanted) == [missing, unsure]
    assert ids(house, org, replace(wanted, states=(State.IN_REVIEW, State.READY))) == [missing, unsure]
    assert [doubt.word for doubt in load_document(house, org, unsure).doubts] == ["unsure:issue_date"]
    assert load_document(house, org, missing).doubts[0].word == "missing:issue_date"


def test_a_finding_is_found_and_two_filters_hold_together(house: House, org: str) -> None:
    both = capture(house, org, b"1", replace(doubtful(Term.IBAN), findings=(ODD,)))
    finding = capture(house, org, b"2", replace(doubtful(Term.CURRENCY), findings=(ODD,)))
    assert ids(house, org, Narrowing(subjects=(finding_subject("br_co_15"),))) == [finding, both]
    assert ids(house, org, Narrowing(subjects=(field_subject("iban"), finding_subject("br_co_15")))) == [both]


def test_doubts_go_when_they_are_settled_and_when_the_document_is_decided(house: House, org: str) -> None:
    document = capture(house, org, b"1", doubtful(Term.ISSUE_DATE))
    assert subjects(house, document) == {"field:issue_date"}
    reject(house, org, document, actor=CLERK, reason="no")
    assert subjects(house, document) == set()
    reopen(house, org, document, actor=CLERK)
    assert subjects(house, document) == {"field:issue_date"}
    correct_fields(house, org, document, {"issue_date": "2026-03-01"}, actor=CLERK, expected_version=1)
    assert "field:issue_date" not in subjects(house, document)


def test_an_issuer_is_known_whatever_its_case_and_spaces(house: House, org: str) -> None:
    ours = capture(house, org, b"1", invoice({Term.SELLER_NAME: "Hotel Aurora d.o.o."}))
    capture(house, org, b"2", invoice({Term.SELLER_NAME: "Hotel Aurora Bled d.o.o."}))
    assert ids(house, org, Narrowing(seller="HOTEL aurora  D.O.O.")) == [ours]


def test_mine_nobodys_and_somebodys(house: House, org: str) -> None:
    ana = add_person(house, org, "Ana")
    hers, nobodys, waiting = capture(house, org, b"1"), capture(house, org, b"2"), receive(house, org, b"3")
    for document in (hers, waiting):
        assign(house, org, document, ana.id, actor=CLERK)
    assert ids(house, org, Narrowing(assigned=ana.id)) == [hers]
    assert ids(house, org, Narrowing(assigned="somebody")) == [hers]
    assert ids(house, org, Narrowing(assigned="nobody")) == [nobodys]


def test_what_is_due_stands_in_the_order_of_its_dates(house: House, org: str) -> None:
    days = (date(2026, 5, 1), date(2026, 4, 1), date(2026, 9, 1), None)
    late, soon, *_ = (capture(house, org, bytes([n]), invoice({Term.DUE_DATE: day})) for n, day in enumerate(days))
    assert ids(house, org, Narrowing(due_by=date(2026, 5, 1))) == [soon, late]


def test_age_is_counted_from_the_arrival(house: House, org: str) -> None:
    document = capture(house, org)
    moment = datetime.now(UTC)
    assert ids(house, org, Narrowing(received_by=moment)) == [document]
    assert ids(house, org, Narrowing(received_by=moment - timedelta(days=1))) == []


@pytest.mark.parametrize("search", ["zolna", ""])
def test_a_search_keeps_to_the_filters(house: House, org: str, search: str) -> None:
    document = capture(house, org, b"1", doubtful(Term.ISSUE_DATE))
    capture(house, org, b"2", doubtful(Term.IBAN))
    assert ids(house, org, Narrowing(subjects=(field_subject("issue_date"),)), search) == [document]


def test_each_organisation_sees_its_own(house: House, org: str, other_org: str) -> None:
    capture(house, org, b"1", doubtful(Term.ISSUE_DATE))
    assert ids(house, other_org, Narrowing(subjects=(field_subject("issue_date"),))) == []
