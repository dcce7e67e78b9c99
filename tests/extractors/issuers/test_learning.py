"""What is learned is where the approved values stand, and what stays the same."""

from dataclasses import replace
from datetime import date

import pytest

from extractors.issuers.learning import learn
from models.evidence import Evidence, Value, Witness
from models.invoice import FieldValue, Invoice
from models.lessons import Lesson, Spot
from models.terms import DocumentClass, Term
from tests.extractors.fields.drawn import draw
from tests.extractors.issuers.letters import FIRST, FIRST_VALUES, as_a_person, as_reminder


def spots_of(lesson: Lesson, term: Term) -> list[Spot]:
    return [spot for spot in lesson.spots if spot.term is term]


def typed(term: Term, value: Value) -> FieldValue:
    return FieldValue(term, value, 1.0, Evidence(Witness.PERSON, str(value)), "typed")


TWICE = draw("Spisano 3.12.2024\nOdpremljeno 3.12.2024\nRazvid HT/0041")
SENT = TWICE.pages[0].lines[1].words[1]
DAY = date(2024, 12, 3)


def test_a_typed_value_teaches_every_place_where_it_is_printed() -> None:
    approved = Invoice(DocumentClass.INVOICE, {Term.ISSUE_DATE: typed(Term.ISSUE_DATE, DAY)})
    assert [spot.left for spot in learn(TWICE, approved).spots] == ["spisano", "odpremljeno"]


def test_a_value_that_a_person_pointed_at_teaches_that_place() -> None:
    field = FieldValue(Term.ISSUE_DATE, DAY, 1.0, Evidence(Witness.PERSON, SENT.text, 0, SENT.box), "typed")
    approved = Invoice(DocumentClass.INVOICE, {Term.ISSUE_DATE: field})
    assert [spot.left for spot in learn(TWICE, approved).spots] == ["odpremljeno"]


def test_a_place_that_is_another_fields_is_not_learned_for_the_same_value() -> None:
    sent = FieldValue(Term.DELIVERY_DATE, DAY, 0.9, Evidence(Witness.TEXT_LAYER, SENT.text, 0, SENT.box), "label")
    fields = {Term.ISSUE_DATE: typed(Term.ISSUE_DATE, DAY), Term.DELIVERY_DATE: sent}
    lesson = learn(TWICE, Invoice(DocumentClass.INVOICE, fields))
    assert [spot.left for spot in spots_of(lesson, Term.ISSUE_DATE)] == ["spisano"]
    assert [spot.left for spot in spots_of(lesson, Term.DELIVERY_DATE)] == ["odpremljeno"]


def test_what_is_not_printed_has_no_place() -> None:
    approved = Invoice(DocumentClass.INVOICE, {Term.INVOICE_NUMBER: typed(Term.INVOICE_NUMBER, "X-1")})
    assert learn(TWICE, approved).spots == ()


@pytest.mark.parametrize(
    ("printed", "value", "order"),
    [
        ("25.3.2024", date(2024, 3, 25), True),
        ("03/25/2024", date(2024, 3, 25), False),
        ("03/04/2024", date(2024, 3, 4), False),
        ("2024-03-25", date(2024, 3, 25), None),
        ("3.3.2024", date(2024, 3, 3), None),
    ],
)
def test_the_order_of_day_and_month_is_learned_where_a_date_tells(
    printed: str, value: date, order: bool | None
) -> None:
    approved = Invoice(DocumentClass.INVOICE, {Term.ISSUE_DATE: typed(Term.ISSUE_DATE, value)})
    assert learn(draw(f"Spisano {printed}"), approved).day_first is order


def test_a_number_that_is_the_buyers_as_well_is_not_the_issuers() -> None:
    fields = {term: typed(term, "SI50223054") for term in (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID)}
    assert Term.SELLER_VAT_ID not in learn(FIRST, Invoice(DocumentClass.INVOICE, fields)).own


def test_numbers_that_nobody_saw_are_known_and_not_said() -> None:
    lesson = learn(as_reminder(FIRST), as_a_person(as_reminder(FIRST), FIRST_VALUES))
    assert lesson.document_class == "invoice"
    assert Term.SELLER_VAT_ID not in lesson.own
    assert lesson.known_by[Term.SELLER_VAT_ID] == "SI50223054"


def test_a_document_without_pages_teaches_who_its_issuer_is() -> None:
    approved = as_a_person(FIRST, FIRST_VALUES)
    lesson = learn(replace(FIRST, pages=()), approved)
    assert lesson.own[Term.SELLER_NAME] == FIRST_VALUES[Term.SELLER_NAME]
    assert lesson.spots == ()
