"""Papers that say they are no invoices."""

import pytest

from extractors.fields.disclaimers import denies_invoice
from extractors.fields.survey import Survey
from tests.extractors.fields.drawn import draw


@pytest.mark.parametrize(
    "sentence",
    [
        "Il presente documento non costituisce fattura.",
        "Predračun ni račun in ne omogoča odbitka DDV.",
        "This document is not an invoice.",
        "Ceci n'est pas une facture",
    ],
)
def test_a_sentence_says_that_it_is_no_invoice(sentence: str) -> None:
    assert denies_invoice(Survey(draw(f"Preavviso 17\nTotal EUR 12.00\n\n{sentence}")))


@pytest.mark.parametrize("line", ["Zbirni račun 17", "Končni račun", "This is not a tax invoice", "Invoice 17"])
def test_other_lines_do_not(line: str) -> None:
    assert not denies_invoice(Survey(draw(f"{line}\nTotal EUR 12.00")))
