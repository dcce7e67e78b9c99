"""One field over many documents: which, in what order, what they say, and how many there are."""

from dataclasses import replace

from models.invoice import Finding, Invoice
from models.states import State
from models.terms import Term
from storage.access import create_organisation
from storage.by_field import count_doubted, count_settled, list_doubted
from storage.filters import Narrowing
from storage.house import House
from storage.jobs import finish_capture
from storage.listings import list_narrowed
from storage.reviews import correct_fields, reject
from tests.storage.samples import CLERK, SYSTEM, capture, claim, invoice, receive

ODD = Finding("br_co_15", "Total without tax and tax do not add up to the total with tax.", ())


def sure(**doubted: float) -> Invoice:
    found = invoice({Term.IBAN: "SI56191000000123438"})
    fields = {term: replace(field, confidence=doubted.get(term.key, 0.95)) for term, field in found.fields.items()}
    return replace(found, fields=fields)


def ids(house: House, org: str, term: Term, after: str = "", per_page: int = 40) -> list[str]:
    return [each.document.id for each in list_doubted(house, org, term, after=after, per_page=per_page).readings]


def test_a_field_is_found_where_it_is_unsure_or_missing_the_oldest_document_first(house: House, org: str) -> None:
    unsure = capture(house, org, b"1", sure(issue_date=0.4))
    missing = capture(house, org, b"2", invoice({Term.ISSUE_DATE: None}))
    capture(house, org, b"3", sure(iban=0.4))
    found = list_doubted(house, org, Term.ISSUE_DATE)
    assert [(each.document.id, each.version) for each in found.readings] == [(unsure, 1), (missing, 1)]
    assert found.readings[0].invoice.fields[Term.ISSUE_DATE].confidence == 0.4
    assert Term.ISSUE_DATE not in found.readings[1].invoice.fields
    assert found.onward == ""


def test_what_is_shown_is_the_newest_reading(house: House, org: str) -> None:
    document = capture(house, org, b"1", sure(issue_date=0.4, iban=0.4))
    correct_fields(house, org, document, {"iban": "SI56191000000123438"}, actor=CLERK, expected_version=1)
    (reading,) = list_doubted(house, org, Term.ISSUE_DATE).readings
    assert (reading.version, reading.invoice.fields[Term.IBAN].reason) == (2, "confirmed")
    assert ids(house, org, Term.IBAN) == []


def test_a_place_in_the_list_stays_while_rows_before_it_leave(house: House, org: str) -> None:
    first, second, third, fourth = (capture(house, org, bytes([n]), sure(iban=0.4)) for n in range(4))
    page = list_doubted(house, org, Term.IBAN, per_page=2)
    assert ([each.document.id for each in page.readings], page.onward) == ([first, second], second)
    correct_fields(house, org, first, {"iban": "SI56191000000123438"}, actor=CLERK, expected_version=1)
    correct_fields(house, org, second, {"iban": "SI56191000000123438"}, actor=CLERK, expected_version=1)
    assert ids(house, org, Term.IBAN, after=page.onward) == [third, fourth]
    assert ids(house, org, Term.IBAN, per_page=2) == [third, fourth]
    assert ids(house, org, Term.IBAN, after=fourth) == []
    assert ids(house, org, Term.IBAN, after="nothing") == [third, fourth]


def test_nothing_is_shown_of_what_is_decided_or_belongs_to_others(house: House, org: str) -> None:
    mine = capture(house, org, b"1", sure(iban=0.4))
    other = create_organisation(house, "Other", actor=SYSTEM)
    theirs = capture(house, other, b"1", sure(iban=0.4))
    reject(house, org, capture(house, org, b"2", sure(iban=0.4)), actor=CLERK, reason="Not ours")
    assert ids(house, org, Term.IBAN) == [mine]
    assert ids(house, org, Term.IBAN, after=theirs) == [mine]
    assert count_doubted(house, org) == {Term.IBAN: 1}


def test_every_field_is_counted_and_so_is_what_has_none(house: House, org: str) -> None:
    assert (count_doubted(house, org), count_settled(house, org)) == ({}, 0)
    capture(house, org, b"1", sure(iban=0.4, issue_date=0.3))
    capture(house, org, b"2", sure(issue_date=0.3))
    odd = capture(house, org, b"3", replace(sure(), findings=(ODD,)))
    ready = receive(house, org, b"4")
    finish_capture(house, claim(house), sure(), State.READY, "sure")
    assert count_doubted(house, org) == {Term.ISSUE_DATE: 2, Term.IBAN: 1}
    assert count_settled(house, org) == 2
    assert [row.id for row in list_narrowed(house, org, Narrowing(settled=True)).rows] == [ready, odd]
    assert [
        row.id for row in list_narrowed(house, org, Narrowing(settled=True, subjects=("finding:br_co_15",))).rows
    ] == [odd]
