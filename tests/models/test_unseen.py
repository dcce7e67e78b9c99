"""What a document must be to go through, and which lane it takes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.evidence import Evidence, Value, Witness
from models.geometry import Box
from models.invoice import FieldValue, Finding, Invoice
from models.terms import REQUIRED_TERMS, DocumentClass, Term
from models.unseen import (
    COMPARED,
    Lane,
    Mode,
    Obstacle,
    Policy,
    changed_terms,
    document_score,
    is_sampled,
    lane_of,
    obstacle_of,
    witnesses_of,
)

VALUES: dict[Term, Value] = {
    Term.DOCUMENT_TYPE: "invoice",
    Term.INVOICE_NUMBER: "2024-117",
    Term.ISSUE_DATE: date(2024, 3, 15),
    Term.CURRENCY: "EUR",
    Term.SELLER_NAME: "Čebelarstvo Žolna d.o.o.",
    Term.TOTAL_GROSS: Decimal("122.00"),
}
ON = Policy(Mode.ON, threshold=0.5, reader="2")


def field(term: Term, value: Value, *witnesses: str, top: float = 10) -> FieldValue:
    evidence = Evidence(Witness.XML, str(value), 0, Box(10, top, 50, top + 10))
    return FieldValue(term, value, 0.9, evidence, "", witnesses)


def reading(*witnesses: str) -> Invoice:
    return Invoice(DocumentClass.INVOICE, {term: field(term, value, *witnesses) for term, value in VALUES.items()})


def test_score_is_the_probability_that_all_required_fields_and_the_type_are_right() -> None:
    whole = reading()
    assert document_score(whole) == pytest.approx(0.9**6)
    assert document_score(Invoice(DocumentClass.INVOICE)) == 0
    for term in COMPARED:
        surer = {**whole.fields, term: replace(whole.fields[term], confidence=1.0)}
        assert document_score(replace(whole, fields=surer)) == pytest.approx(0.9**5), term
        without = {other: field for other, field in whole.fields.items() if other is not term}
        assert document_score(replace(whole, fields=without)) == 0, term


def test_what_counts_as_wrong_and_what_is_scored_are_the_same_terms() -> None:
    """A term that can make a document wrong and is not scored lets its errors stand among the surest."""
    captured = reading()
    for term, field in captured.fields.items():
        decided = replace(captured, fields={**captured.fields, term: replace(field, value="another")})
        doubted = replace(captured, fields={**captured.fields, term: replace(field, confidence=0.1)})
        counts = changed_terms(captured, decided) == (term,)
        assert counts is (document_score(doubted) < document_score(captured)), term


def test_two_witnesses_are_needed_for_every_required_field() -> None:
    whole = reading("ocr", "xml")
    assert obstacle_of(whole) is Obstacle.NONE
    for term in REQUIRED_TERMS:
        fields = {**whole.fields, term: replace(whole.fields[term], witnesses=("xml",))}
        assert obstacle_of(replace(whole, fields=fields)) is Obstacle.ONE_WITNESS


def test_the_memory_of_an_issuer_is_a_witness_of_what_it_approved_before_and_of_no_place() -> None:
    """Where the number stands is no second reading of it; that the name is the one of last time is."""
    said = witnesses_of(reading("history", "text_layer"))
    assert said[Term.SELLER_NAME] == said[Term.CURRENCY] == ("history", "text_layer")
    for term in (Term.INVOICE_NUMBER, Term.ISSUE_DATE, Term.TOTAL_GROSS):
        assert said[term] == ("text_layer",)
    assert obstacle_of(reading("history", "text_layer")) is Obstacle.ONE_WITNESS
    assert obstacle_of(reading("history", "ocr", "text_layer")) is Obstacle.NONE


def test_the_sum_of_net_and_tax_is_a_witness_of_the_total() -> None:
    sums = {Term.TOTAL_NET: Decimal("100.00"), Term.TOTAL_TAX: Decimal("22.00")}
    places = {term: field(term, value, top=100 + 20 * number) for number, (term, value) in enumerate(sums.items())}
    invoice = reading("ocr")
    assert witnesses_of(invoice)[Term.TOTAL_GROSS] == ("ocr",)
    proved = replace(invoice, fields={**invoice.fields, **places})
    assert witnesses_of(proved)[Term.TOTAL_GROSS] == ("ocr", "arithmetic")
    one_place = {term: field(term, value) for term, value in sums.items()}
    assert witnesses_of(replace(invoice, fields={**invoice.fields, **one_place}))[Term.TOTAL_GROSS] == ("ocr",)


def test_without_tax_the_sum_only_repeats_the_total() -> None:
    fields = {Term.TOTAL_NET: field(Term.TOTAL_NET, Decimal("122.00"), top=100)}
    fields[Term.TOTAL_TAX] = field(Term.TOTAL_TAX, Decimal("0.00"), top=120)
    invoice = reading("ocr")
    assert witnesses_of(replace(invoice, fields={**invoice.fields, **fields}))[Term.TOTAL_GROSS] == ("ocr",)


def test_what_a_person_should_know_goes_to_a_person() -> None:
    whole = reading("ocr", "xml")
    letter, found = replace(whole, document_class=DocumentClass.LETTER), Finding("br_co_15", "The sums differ.")
    assert obstacle_of(letter) is Obstacle.NO_INVOICE
    assert obstacle_of(replace(whole, findings=(found,))) is Obstacle.FINDING
    assert obstacle_of(replace(whole, fields={})) is Obstacle.MISSING


def test_rows_that_do_not_add_up_say_nothing_against_a_total_that_is_proved_without_them() -> None:
    rows = (Finding("br_co_10", "The lines do not add up."),)
    read, told = reading("ocr", "second_engine"), reading("ocr", "xml")
    assert obstacle_of(replace(read, findings=rows)) is Obstacle.FINDING
    assert obstacle_of(replace(told, findings=rows)) is Obstacle.NONE
    assert (
        obstacle_of(replace(told, findings=(*rows, Finding("iban_checksum", "It does not fit.")))) is Obstacle.FINDING
    )


def test_lanes() -> None:
    seen, blind = (next(f"{n:032x}" for n in range(99) if is_sampled(f"{n:032x}", 20) is it) for it in (False, True))
    assert lane_of(ON, seen, 0.5, Obstacle.NONE, "2") is Lane.UNSEEN
    assert lane_of(ON, blind, 0.5, Obstacle.NONE, "2") is Lane.BLIND
    assert lane_of(replace(ON, mode=Mode.SHADOW), seen, 0.5, Obstacle.NONE, "2") is Lane.SHADOW
    assert lane_of(ON, seen, 0.49, Obstacle.NONE, "2") is Lane.REVIEW
    assert lane_of(ON, seen, 0.9, Obstacle.FINDING, "2") is Lane.REVIEW
    assert lane_of(ON, seen, 0.9, Obstacle.NONE, "3") is Lane.REVIEW
    assert lane_of(replace(ON, threshold=None), seen, 1.0, Obstacle.NONE, "2") is Lane.REVIEW


def test_nothing_goes_through_unless_somebody_switched_it_on() -> None:
    assert Policy().mode is Mode.SHADOW
    assert Policy().threshold is None


def test_what_was_changed_is_told_and_marks_and_spaces_are_no_change() -> None:
    captured = reading()
    typed: dict[Term, Value] = {Term.SELLER_NAME: "Čebelarstvo Žolna d. o. o.", Term.TOTAL_GROSS: Decimal("122.0")}
    fields = {term: replace(captured.fields[term], value=value) for term, value in typed.items()}
    assert changed_terms(captured, replace(captured, fields={**captured.fields, **fields})) == ()
    wrong: dict[Term, Value] = {Term.DOCUMENT_TYPE: "credit_note", Term.TOTAL_GROSS: Decimal("122.01")}
    fields = {term: replace(captured.fields[term], value=value) for term, value in wrong.items()}
    decided = replace(captured, fields={**captured.fields, **fields})
    assert changed_terms(captured, decided) == (Term.DOCUMENT_TYPE, Term.TOTAL_GROSS)
