"""Details in running lines: labels and values that the end of a line parts."""

from datetime import date

import pytest

from extractors.fields.dates import find_dates
from extractors.fields.document_numbers import find_numbers
from extractors.fields.layout import lay_out
from extractors.fields.running import broken_lines
from extractors.fields.survey import Survey
from models.evidence import Witness
from models.terms import Term
from tests.extractors.fields.drawn import draw, draw_page

VALUE_ON_THE_NEXT_LINE = """
Leverancier               Factuur nr.: 2566/22   ·   Notadatum:
White Point               02-08-2022   ·   Besteldatum: 26-07-2022   ·
Rafaelsingel 48           Valuta: EUR
"""
LABEL_PARTED = """
Seller                    Invoice No.: 2021114496 · Payment due
Yolanda Richardson        date: 13 Nov 2021 · Issued on: 6 Nov 2021
"""


def dates(drawing: str, witness: Witness = Witness.TEXT_LAYER) -> dict[Term, date]:
    best: dict[Term, date] = {}
    for found in find_dates(Survey(draw(drawing, witness=witness))):
        if found.probability > 0.5 and isinstance(found.value, date):
            best.setdefault(found.term, found.value)
    return best


def broken(drawing: str) -> list[tuple[str, str]]:
    lines = broken_lines(lay_out(draw_page(drawing)))
    return [(" ".join(word.text for word in last), following.text) for last, _, following in lines]


def test_a_value_that_begins_the_next_line_belongs_to_the_label_that_ends_this_one() -> None:
    assert dates(VALUE_ON_THE_NEXT_LINE) == {Term.ISSUE_DATE: date(2022, 8, 2)}


@pytest.mark.parametrize("witness", [Witness.TEXT_LAYER, Witness.OCR])
def test_a_label_that_the_end_of_a_line_parts_is_one(witness: Witness) -> None:
    found = dates(LABEL_PARTED, witness)
    assert found == {Term.ISSUE_DATE: date(2021, 11, 6), Term.DUE_DATE: date(2021, 11, 13)}


def test_a_number_that_begins_the_next_line_is_found() -> None:
    survey = Survey(draw("Fatura\n\nMoeda: EUR · Documento n.º:\n2023095007 · Período: 08/2023"))
    (best, *_) = find_numbers(survey)
    assert best.value == "2023095007"


def test_lines_without_marks_do_not_run_on() -> None:
    """A form whose label has no value: what stands below at the edge has a label of its own, or none."""
    assert broken("Order date: 3 May 2024 Issued\n7 May 2024 Ljubljana") == []
    assert broken("Seller         Invoice date\n4 May 2024     5 May 2024") == []


def test_a_line_that_ends_in_a_mark_did_not_break_a_detail() -> None:
    assert broken("Invoice No.: 7 · Issued: 3 May 2024 ·\nOrder: 8 · Project: 9") == []


def test_the_next_line_begins_where_this_one_does_and_close_below() -> None:
    assert broken("Invoice: 7 · Issued\non: 3 May 2024") == [("Issued", "on: 3 May 2024")]
    assert broken("Invoice: 7 · Issued\n\n\n\n3 May 2024") == []
    assert broken("Invoice: 7 · Issued\n       3 May 2024") == []
