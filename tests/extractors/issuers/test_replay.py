"""A lesson is tried on other approved documents of the issuer before it is used."""

from dataclasses import replace
from datetime import date

from extractors.issuers.learning import learn
from extractors.issuers.replay import replay
from models.terms import Term
from tests.extractors.fields.drawn import read_document
from tests.extractors.issuers.letters import FIRST, FIRST_VALUES, SECOND, SECOND_VALUES, as_a_person

LESSON = learn(FIRST, as_a_person(FIRST, FIRST_VALUES))
APPROVED = as_a_person(SECOND, SECOND_VALUES)


def test_it_agrees_where_it_says_what_was_approved() -> None:
    tried = replay(LESSON, SECOND, APPROVED)
    assert {Term.INVOICE_NUMBER, Term.ISSUE_DATE, Term.TOTAL_GROSS} <= set(tried.agreed)
    assert tried.disagreed == ()


def test_it_disagrees_where_it_would_have_made_it_wrong() -> None:
    other = as_a_person(SECOND, {**SECOND_VALUES, Term.ISSUE_DATE: date(2024, 12, 11)})
    assert replay(LESSON, SECOND, other).disagreed == (Term.ISSUE_DATE,)


def test_a_name_that_was_written_otherwise_before_does_not_stand_against_it() -> None:
    renamed = replace(LESSON, own={**LESSON.own, Term.SELLER_NAME: "Tesarstvo Hudournik"})
    assert Term.SELLER_NAME not in replay(renamed, SECOND, APPROVED).disagreed


def test_it_says_nothing_of_another_issuers_document() -> None:
    _, transcript = read_document("de-letter")
    tried = replay(LESSON, transcript, APPROVED)
    assert (tried.agreed, tried.disagreed) == ((), ())
