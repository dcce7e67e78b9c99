"""An issuer is found by any of its numbers, by its name, and by its layout."""

from dataclasses import replace

import pytest

from extractors.fields.survey import Survey
from extractors.issuers.learning import learn
from extractors.issuers.marks import marks_in, marks_of
from models.terms import Term
from tests.extractors.fields.drawn import draw, read_document
from tests.extractors.issuers.letters import FIRST, FIRST_VALUES, SECOND, as_a_person

LESSON = learn(FIRST, as_a_person(FIRST, FIRST_VALUES))


@pytest.mark.parametrize(
    ("term", "text", "printed"),
    [
        (Term.SELLER_VAT_ID, "SI15012557", "ID za DDV: SI 15012557"),
        (Term.SELLER_VAT_ID, "SI15012557", "Davčna številka 15012557"),
        (Term.SELLER_REGISTRATION_ID, "1234567000", "Mat. št.: 1234567000"),
        (Term.IBAN, "SI56191000000123438", "TRR SI56 1910 0000 0123 438 pri banki"),
        (Term.SELLER_NAME, "Čebelarstvo Žolna d.o.o.", "ČEBELARSTVO ŽOLNA, d. o. o., Tolmin"),
    ],
)
def test_what_is_printed_finds_the_issuer(term: Term, text: str, printed: str) -> None:
    lesson = replace(LESSON, own={term: text}, words=())
    assert marks_of(lesson) & marks_in(Survey(draw(printed)))
    assert not marks_of(lesson) & marks_in(Survey(draw("Račun 2024-117 z dne 3. 5. 2024")))


def test_the_layout_alone_finds_the_issuer() -> None:
    assert marks_of(replace(LESSON, own={})) & marks_in(Survey(SECOND))


def test_other_documents_share_no_mark() -> None:
    _, transcript = read_document("de-letter")
    assert not marks_of(LESSON) & marks_in(Survey(transcript))
