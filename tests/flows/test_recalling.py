"""A document of an issuer that a person has corrected before, over a real house and reader."""

import asyncio
from collections.abc import Mapping
from datetime import date

import pytest

from extractors.extraction import extract_invoice
from extractors.sandbox import Reader
from flows.recalling import learn_approved, recall_issuer
from flows.work import Work
from models.errors import DamagedDocument, EngineCrashed
from models.evidence import Value
from models.invoice import Invoice, value_to_text
from models.lessons import Memory, Taught
from models.page import Transcript
from models.states import State
from models.terms import REQUIRED_TERMS, Term
from storage.bookings import find_booking, void_booking
from storage.forgetting import change_memory
from storage.house import House
from storage.jobs import finish_capture, save_pages
from storage.lessons import load_taught, load_unlearned
from storage.reviews import approve, correct_fields
from tests.extractors.fields.drawn import read_document
from tests.extractors.issuers.letters import FIRST, FIRST_VALUES, SECOND, SECOND_VALUES, odd_letter
from tests.flows.hand_in import claimed
from tests.storage.samples import CLERK

THIRD = odd_letter("HT/0060", "07.03.2025", 488, lines=3)
THIRD_VALUES: dict[Term, Value] = {**FIRST_VALUES, Term.INVOICE_NUMBER: "HT/0060"}


def hand_in(house: House, org: str, reader: Reader, transcript: Transcript) -> Work:
    """A document that was just read."""
    work = claimed(house, org, reader, transcript.pages[0].text.encode(), "one.pdf")
    save_pages(house, work.claim, transcript, [])
    return work


def recalled(work: Work, transcript: Transcript) -> Invoice:
    return asyncio.run(recall_issuer(work, extract_invoice(transcript)))


def reviewed(work: Work, transcript: Transcript, values: Mapping[Term, Value]) -> str:
    """The document captured, corrected by a person where it is wrong, and approved."""
    house, org, document_id = work.house, work.claim.organisation_id, work.claim.document_id
    read = recalled(work, transcript)
    finish_capture(house, work.claim, read, State.IN_REVIEW, "captured", reader="2")
    wrong = {term.key: value_to_text(value) for term, value in values.items() if read.value(term) != value}
    if wrong:
        correct_fields(house, org, document_id, wrong, actor=CLERK, expected_version=1)
    approve(house, org, document_id, actor=CLERK, expected_version=2 if wrong else 1)
    return document_id


def test_the_next_document_after_one_correction_is_right(house: House, organisation: str, reader: Reader) -> None:
    reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    invoice = recalled(hand_in(house, organisation, reader, SECOND), SECOND)
    assert {term: invoice.value(term) for term in REQUIRED_TERMS} == {t: SECOND_VALUES[t] for t in REQUIRED_TERMS}
    assert invoice.fields[Term.INVOICE_NUMBER].witnesses == ("history", "text_layer")


def test_a_document_of_another_issuer_stays_as_it_was(house: House, organisation: str, reader: Reader) -> None:
    reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    _, transcript = read_document("de-letter")
    read = extract_invoice(transcript)
    assert recalled(hand_in(house, organisation, reader, transcript), transcript).to_json() == read.to_json()


def test_lessons_are_tried_on_each_other_and_one_that_would_have_been_wrong_is_not_used(
    house: House, organisation: str, reader: Reader
) -> None:
    """A person takes the date of dispatch for that of issue, once: neither way is used from then on."""
    first = reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    wrong = {**SECOND_VALUES, Term.ISSUE_DATE: date(2024, 12, 11)}
    second = reviewed(hand_in(house, organisation, reader, SECOND), SECOND, wrong)
    recalled(hand_in(house, organisation, reader, THIRD), THIRD)
    by_source = {taught.source: taught for taught in load_taught(house, organisation)}
    assert by_source[first].records[Term.INVOICE_NUMBER].right == 1
    assert not by_source[first].uses(Term.ISSUE_DATE)
    assert not by_source[second].uses(Term.ISSUE_DATE)
    assert by_source[second].uses(Term.INVOICE_NUMBER)


def test_a_lesson_is_replayed_before_it_is_first_used(house: House, organisation: str, reader: Reader) -> None:
    """A person takes the date of dispatch for that of issue: another document, approved before, says otherwise."""
    reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    wrong = {**SECOND_VALUES, Term.ISSUE_DATE: date(2024, 12, 11)}
    second = reviewed(hand_in(house, organisation, reader, SECOND), SECOND, wrong)
    invoice = recalled(hand_in(house, organisation, reader, THIRD), THIRD)
    assert invoice.value(Term.ISSUE_DATE) == extract_invoice(THIRD).value(Term.ISSUE_DATE)
    alone = learned_alone(load_taught(house, organisation), second)
    assert extract_invoice(THIRD, alone).value(Term.ISSUE_DATE) == date(2024, 12, 11)


def learned_alone(lessons: list[Taught], source: str) -> Memory:
    """What a document taught, as if it had never been tried on another."""
    return Memory(tuple(Taught(lesson=taught.lesson) for taught in lessons if taught.source == source))


def test_a_correction_is_undone_by_voiding_its_booking(house: House, organisation: str, reader: Reader) -> None:
    first = reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    work = hand_in(house, organisation, reader, SECOND)
    assert recalled(work, SECOND).value(Term.INVOICE_NUMBER) == SECOND_VALUES[Term.INVOICE_NUMBER]
    booking = find_booking(house, organisation, first)
    assert booking is not None
    void_booking(house, organisation, booking.id, actor=CLERK, reason="wrong")
    assert recalled(work, SECOND).to_json() == extract_invoice(SECOND).to_json()


def test_what_was_forgotten_is_remembered_again_as_it_was(house: House, organisation: str, reader: Reader) -> None:
    first = reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    work = hand_in(house, organisation, reader, SECOND)
    before = recalled(work, SECOND).to_json()
    change_memory(house, organisation, [first], actor=CLERK, forget=Term.INVOICE_NUMBER.key)
    assert recalled(work, SECOND).to_json() != before
    change_memory(house, organisation, [first], actor=CLERK, forget=None)
    assert recalled(work, SECOND).to_json() == before


def test_what_somebody_made_it_forget_is_not_said(house: House, organisation: str, reader: Reader) -> None:
    first = reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    work = hand_in(house, organisation, reader, SECOND)
    learn_approved(work)
    change_memory(house, organisation, [first], actor=CLERK, forget="*")
    assert recalled(work, SECOND).to_json() == extract_invoice(SECOND).to_json()


def test_a_document_is_learned_from_once_whoever_comes(house: House, organisation: str, reader: Reader) -> None:
    reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    work = hand_in(house, organisation, reader, SECOND)
    assert (learn_approved(work), learn_approved(work)) == (1, 0)
    assert len(load_taught(house, organisation)) == 1


@pytest.mark.parametrize(("error", "left"), [(EngineCrashed("gone"), 1), (DamagedDocument("bad"), 0)])
def test_a_reader_that_dies_loses_no_lesson_and_a_bad_document_holds_nobody_up(
    house: House, organisation: str, reader: Reader, *, monkeypatch: pytest.MonkeyPatch, error: Exception, left: int
) -> None:
    reviewed(hand_in(house, organisation, reader, FIRST), FIRST, FIRST_VALUES)
    work = hand_in(house, organisation, reader, SECOND)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Reader, "ask", fail)
    assert recalled(work, SECOND).to_json() == extract_invoice(SECOND).to_json()
    assert len(load_unlearned(house, organisation, 9)) == left
