from collections.abc import Iterable
from decimal import Decimal

from extractors.arbitration import NOBODY, REMEMBERED, Judged, best_of, calibrated, rank, weigh
from models.evidence import Candidate, Evidence, Witness
from models.invoice import FieldValue
from models.terms import Term


def arbitrate(candidates: Iterable[Candidate], judged: Judged = NOBODY) -> dict[Term, FieldValue]:
    return best_of(rank(candidates, judged))


def candidate(value: str, probability: float, witness: Witness = Witness.TEXT_LAYER) -> Candidate:
    return Candidate(Term.TOTAL_GROSS, Decimal(value), probability, Evidence(witness, value))


def test_the_xml_wins_over_the_words() -> None:
    fields = arbitrate([candidate("10.00", 0.9), candidate("12.00", 0.99, Witness.XML)])
    assert fields[Term.TOTAL_GROSS].value == Decimal("12.00")


def test_witnesses_that_agree_raise_each_other() -> None:
    alone = weigh([candidate("10.00", 0.8)])["10.00"][0]
    together = weigh([candidate("10.00", 0.8), candidate("10.0", 0.8, Witness.QR)])["10.00"][0]
    assert together > alone


def test_values_of_one_term_never_have_more_than_certainty_together() -> None:
    shares = weigh([candidate("10.00", 0.9), candidate("12.00", 0.95, Witness.QR)])
    assert sum(share for share, _ in shares.values()) <= 1.0


def test_what_is_unlikely_is_absent() -> None:
    assert arbitrate([candidate("10.00", 0.1)]) == {}


def test_the_evidence_is_that_of_the_better_witness() -> None:
    fields = arbitrate([candidate("10.00", 0.95), candidate("10.00", 0.8, Witness.QR)])
    assert fields[Term.TOTAL_GROSS].evidence.witness is Witness.QR


def test_all_who_say_the_value_are_named_and_who_hold_it_for_barely_possible_are_not() -> None:
    read, coded = candidate("9.00", 0.6), candidate("9.00", 0.9, Witness.QR)
    assert arbitrate([read, coded])[Term.TOTAL_GROSS].witnesses == ("qr", "text_layer")
    assert arbitrate([coded, candidate("9.00", 0.05)])[Term.TOTAL_GROSS].witnesses == ("qr",)
    assert arbitrate([coded, candidate("8.00", 0.6)])[Term.TOTAL_GROSS].witnesses == ("qr",)
    assert arbitrate([candidate("9.00", 0.9, Witness.INFERRED)])[Term.TOTAL_GROSS].witnesses == ()


def test_the_confidence_of_the_ranker_counts_where_it_judged() -> None:
    candidates = [candidate("10.00", 0.9), candidate("12.00", 0.6)]
    field = arbitrate(candidates, {Term.TOTAL_GROSS: {"10.00": 0.3, "12.00": 0.7}})[Term.TOTAL_GROSS]
    assert (field.value, field.confidence) == (Decimal("12.00"), 0.7)
    assert field.witnesses == ("text_layer",)


def test_what_the_ranker_holds_for_unlikely_is_absent() -> None:
    assert arbitrate([candidate("10.00", 0.9)], {Term.TOTAL_GROSS: {"10.00": 0.2}}) == {}


def test_a_confidence_in_what_was_not_found_makes_no_value() -> None:
    field = arbitrate([candidate("10.00", 0.9)], {Term.TOTAL_GROSS: {"11.00": 0.9, "10.00": 0.5}})[Term.TOTAL_GROSS]
    assert field.value == Decimal("10.00")


def test_what_is_remembered_too_is_surer_than_by_the_constants_of_other_witnesses() -> None:
    """Measured on second documents of an issuer: what the memory says is right more often than they hold it for."""
    read, remembered = candidate("10.00", 0.7), candidate("10.00", 0.7, Witness.HISTORY)
    rival = candidate("12.00", 0.6)
    share = weigh([read, remembered, rival])["10.00"][0]
    field = arbitrate([read, remembered, rival])[Term.TOTAL_GROSS]
    assert field.confidence == REMEMBERED.of(share) > calibrated(Term.TOTAL_GROSS, share)
    other = arbitrate([candidate("12.00", 0.9), remembered])[Term.TOTAL_GROSS]
    assert other.confidence == calibrated(Term.TOTAL_GROSS, weigh([candidate("12.00", 0.9), remembered])["12.00"][0])


def test_what_the_e_invoice_says_keeps_its_own_measure() -> None:
    said = [candidate("10.00", 0.9, Witness.XML), candidate("10.00", 0.7, Witness.HISTORY), candidate("12.00", 0.9)]
    field = arbitrate(said)[Term.TOTAL_GROSS]
    assert field.confidence == calibrated(Term.TOTAL_GROSS, weigh(said)["10.00"][0])


def number(term: Term, value: str, probability: float, witness: Witness = Witness.TEXT_LAYER) -> Candidate:
    return Candidate(term, value, probability, Evidence(witness, value))


def test_no_vat_number_is_both_parties() -> None:
    seller = number(Term.SELLER_VAT_ID, "NL004495445B01", 0.95)
    buyer = number(Term.BUYER_VAT_ID, "NL004495445B01", 0.8)
    ranked = rank([seller, buyer])
    assert best_of(ranked).keys() == {Term.SELLER_VAT_ID}
    assert [one.field.value for one in ranked[Term.BUYER_VAT_ID]] == ["NL004495445B01"]  # still to be chosen


def test_the_party_that_is_less_sure_of_the_number_has_its_next_one() -> None:
    seller = number(Term.SELLER_VAT_ID, "SI59082437", 0.95)
    buyers = [number(Term.BUYER_VAT_ID, "SI59082437", 0.5), number(Term.BUYER_VAT_ID, "SI15012557", 0.45)]
    fields = arbitrate([seller, *buyers])
    assert [fields[term].value for term in (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID)] == ["SI59082437", "SI15012557"]


def test_what_an_einvoice_says_of_both_parties_stands() -> None:
    both = [number(term, "SI59082437", 0.99, Witness.XML) for term in (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID)]
    assert len(arbitrate(both)) == 2
