"""What a person may choose instead of a value."""

from decimal import Decimal

from extractors.alternatives import LEAST, MOST, alternatives_of
from extractors.arbitration import best_of, rank
from models.evidence import Candidate, Evidence, Witness
from models.terms import Term

GROSS = Term.TOTAL_GROSS


def candidate(value: str, probability: float) -> Candidate:
    return Candidate(GROSS, Decimal(value), probability, Evidence(Witness.TEXT_LAYER, value), "label:total")


def test_the_runners_up_stand_in_the_order_of_their_likelihood() -> None:
    candidates = [candidate("10.00", 0.9), candidate("8.00", 0.2), candidate("9.00", 0.4)]
    others = alternatives_of(rank(candidates))[GROSS]
    assert [one.value for one in others] == [Decimal("9.00"), Decimal("8.00")]
    assert others[0].evidence.text == "9.00"
    assert others[0].reason == "label:total"


def test_the_confidence_of_the_ranker_counts_where_it_judged() -> None:
    candidates, judged = [candidate("10.00", 0.9), candidate("9.00", 0.4)], {GROSS: {"10.00": 0.6, "9.00": 0.3}}
    (other,) = alternatives_of(rank(candidates, judged))[GROSS]
    assert (other.value, other.confidence) == (Decimal("9.00"), 0.3)


def test_a_term_without_a_value_still_shows_what_was_held_for_possible() -> None:
    candidates = [candidate("10.00", 0.1)]
    assert best_of(rank(candidates)) == {}
    (other,) = alternatives_of(rank(candidates))[GROSS]
    assert other.value == Decimal("10.00")


def test_what_is_as_good_as_impossible_is_left_out_and_there_are_never_many() -> None:
    many = [candidate(f"{number}.00", 0.2) for number in range(1, 20)]
    assert len(alternatives_of(rank(many))[GROSS]) == MOST
    few, judged = [candidate("1.00", 0.9), candidate("2.00", 0.5)], {GROSS: {"1.00": 0.99, "2.00": LEAST / 2}}
    assert alternatives_of(rank(few, judged)) == {}


def test_one_value_read_twice_is_no_alternative_to_itself() -> None:
    candidates = [candidate("10.00", 0.9), candidate("10.0", 0.4)]
    assert alternatives_of(rank(candidates)) == {}
