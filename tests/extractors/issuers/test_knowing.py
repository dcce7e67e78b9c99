"""Whose document it is: what is enough to say so, and what speaks against it."""

from dataclasses import replace

import pytest

from extractors.extraction import hear
from extractors.fields.survey import Survey
from extractors.issuers.knowing import Known, know
from extractors.issuers.learning import learn
from extractors.issuers.scenes import layout_words
from models.evidence import Candidate, Evidence, Witness
from models.geometry import Box
from models.lessons import Lesson
from models.page import Transcript
from models.terms import Term
from tests.extractors.fields.drawn import draw
from tests.extractors.issuers.letters import FIRST, FIRST_VALUES, SECOND, as_a_person

LESSON = learn(FIRST, as_a_person(FIRST, FIRST_VALUES))
IBAN = "SI56191000000123438"
NAMED = Lesson(
    own={Term.SELLER_NAME: "Mizarstvo Kolar", Term.SELLER_VAT_ID: "SI50223054", Term.IBAN: IBAN},
    printed=frozenset({Term.SELLER_NAME, Term.SELLER_VAT_ID, Term.IBAN}),
)


def known(lesson: Lesson, transcript: Transcript, *said: Candidate) -> Known | None:
    survey = Survey(transcript)
    return know(lesson, survey, layout_words(survey), said or hear(transcript).candidates)


def test_a_number_is_enough_where_the_name_is_a_picture() -> None:
    found = known(LESSON, SECOND)
    assert found is not None
    assert found.same_layout
    assert found.words is not None
    assert found.words.text == "SI50223054"


def test_a_layout_is_enough_where_it_is_all_but_the_same_and_no_number_is_known() -> None:
    own = {Term.SELLER_NAME: "Hudourniško tesarstvo d.o.o."}
    without = replace(SECOND, pages=tuple(replace(page, words=_plain(page.words)) for page in SECOND.pages))
    assert known(replace(LESSON, own=own), without)
    assert not known(replace(LESSON, own=own), draw("Račun 17   SI50223054   Tolmin"))


def _plain(words: tuple) -> tuple:  # type: ignore[type-arg]
    return tuple(word for word in words if "50223054" not in word.text)


@pytest.mark.parametrize(
    ("drawing", "is_known"),
    [
        ("Mizarstvo Kolar\nDDV SI50223054", True),
        ("Mizarstvo Kolar\nIBAN SI56 1910 0000 0123 438", True),
        ("Mizarstvo Kolar", False),
        ("DDV SI50223054\nIBAN SI56 1910 0000 0123 438", False),
        ("Pekarna Kovač\nDDV SI50223054", False),
    ],
)
def test_whoever_printed_its_name_prints_it_again_beside_a_number(drawing: str, is_known: bool) -> None:
    assert (known(NAMED, draw(drawing)) is not None) is is_known


def test_a_misread_letter_does_not_hide_a_name() -> None:
    read = draw("M1zarstvo Kolar\nDDV SI50223054", witness=Witness.OCR)
    assert known(NAMED, read)


def test_a_number_that_others_read_as_the_buyers_is_none_of_the_seller() -> None:
    transcript = draw("Mizarstvo Kolar, Tolmin\nKupec, DDV SI50223054")
    evidence = Evidence(Witness.TEXT_LAYER, "SI50223054", 0, Box(0, 0, 1, 1))
    buyers = Candidate(Term.BUYER_VAT_ID, "SI50223054", 0.8, evidence)
    assert known(NAMED, transcript, buyers) is None
    assert known(NAMED, transcript, replace(buyers, term=Term.SELLER_VAT_ID))


def test_codes_say_who_it_is_as_well_as_words_do() -> None:
    box = Box(0, 0, 80, 80)
    coded = [
        Candidate(term, NAMED.own[term], 0.9, Evidence(Witness.QR, NAMED.own[term], 0, box))
        for term in (Term.SELLER_NAME, Term.IBAN)
    ]
    found = known(NAMED, draw("Ra?un 17"), *coded)
    assert found is not None
    assert found.shown[Term.IBAN].box == box


def test_another_name_where_this_one_was_read_well_speaks_against_it() -> None:
    pictured = replace(NAMED, printed=frozenset({Term.SELLER_VAT_ID}))
    transcript = draw("DDV SI50223054")
    evidence = Evidence(Witness.TEXT_LAYER, "Pekarna Kovač", 0, Box(0, 0, 1, 1))
    other = Candidate(Term.SELLER_NAME, "Pekarna Kovač", 0.8, evidence)
    assert known(pictured, transcript, other) is None
    assert known(replace(pictured, misread=frozenset({Term.SELLER_NAME})), transcript, other)


def test_a_name_of_two_letters_is_known_where_it_is_spelled_so() -> None:
    short = Lesson(
        own={Term.SELLER_NAME: "P&U", Term.SELLER_VAT_ID: "SI50223054"},
        printed=frozenset({Term.SELLER_NAME, Term.SELLER_VAT_ID}),
    )
    assert known(short, draw("P&U\nDDV SI50223054"))
    assert known(short, draw("P & U\nDDV SI50223054"))
    assert not known(short, draw("PU Kovač\nDDV SI50223054"))


@pytest.mark.parametrize(("account", "is_known"), [(IBAN, True), ("", False)])
def test_the_own_name_and_account_in_the_own_layout_outweigh_another_name(account: str, is_known: bool) -> None:
    """Readers take the buyer for the seller, for the name is short or strange."""
    words = "Faktura Storitev Količina Cena Znesek Vrednost Davek Saldo"
    transcript = draw(f"Mizarstvo Kolar\n{words}\nIBAN {account}\nPekarna Kovač")
    lesson = replace(NAMED, words=layout_words(Survey(transcript)))
    evidence = Evidence(Witness.TEXT_LAYER, "Pekarna Kovač", 0, Box(0, 0, 1, 1))
    other = Candidate(Term.SELLER_NAME, "Pekarna Kovač", 0.8, evidence)
    assert (known(lesson, transcript, other) is not None) is is_known
