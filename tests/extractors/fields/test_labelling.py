"""Labels on two lines of a narrow column."""

from datetime import date

import pytest

from extractors.fields.dates import find_dates
from extractors.fields.document_numbers import find_numbers
from extractors.fields.labelling import find_labels
from extractors.fields.layout import lay_out
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw, draw_page

ISSUED, DUE = date(2021, 11, 6), date(2021, 11, 13)


def dates(drawing: str) -> dict[Term, date]:
    found = find_dates(Survey(draw(drawing)))
    return {c.term: c.value for c in found if c.probability > 0.7 and isinstance(c.value, date)}


def meanings(drawing: str) -> list[tuple[str, set[str]]]:
    labels = find_labels([lay_out(draw_page(drawing))])
    return [(" ".join(w.text for w in o.cell.words), set(o.meanings)) for o in labels if o.family == "dates"]


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(
            "Payment due\ndate:           13 Nov 2021\nInvoice\ndate:           6 Nov 2021", id="beside the lower"
        ),
        pytest.param("Payment due     13 Nov 2021\ndate\nInvoice         6 Nov 2021\ndate", id="beside the upper"),
        pytest.param("Datum           Datum\nračuna          zapadlosti\n6. 11. 2021     13. 11. 2021", id="a grid"),
        pytest.param("Rechnungs-    Fälligkeits-\ndatum         datum\n6.11.2021     13.11.2021", id="hyphens"),
    ],
)
def test_a_label_on_two_lines_has_the_meaning_of_the_whole(drawing: str) -> None:
    assert dates(drawing) == {Term.ISSUE_DATE: ISSUED, Term.DUE_DATE: DUE}


def test_a_number_under_a_label_on_two_lines_is_found() -> None:
    found = find_numbers(
        Survey(draw("Factura\n\nNúmero de       Código de\nfactura         cliente\nA-2021-77       4711"))
    )
    assert [(c.term, c.value) for c in found if c.probability > 0.5] == [(Term.INVOICE_NUMBER, "A-2021-77")]


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param("Datum        6. 11. 2021\nDospijeće    13. 11. 2021", id="each has its value"),
        pytest.param("Datum\n\n\nDospijeće    13. 11. 2021", id="far below"),
        pytest.param("Datum:\nDospijeće    13. 11. 2021", id="a colon ends it"),
        pytest.param("Datum\n          Dospijeće    13. 11. 2021", id="another column"),
    ],
)
def test_labels_under_each_other_that_stand_for_themselves_stay_two(drawing: str) -> None:
    assert [label for label, _ in meanings(drawing)] == [
        drawing.split("\n", maxsplit=1)[0].split("  ", maxsplit=1)[0],
        "Dospijeće",
    ]


def test_a_value_under_a_label_is_no_part_of_it() -> None:
    """`Vs. ordine N` is a label as well, and `N-2026-826` the number below."""
    found = find_numbers(Survey(draw("Vs. ordine      Fatt. n.\nN-2026-826      7996/2026")))
    assert {c.term: c.value for c in found if c.probability > 0.5}[Term.ORDER_REFERENCE] == "N-2026-826"


def test_a_bare_word_for_number_that_ends_a_label_is_none() -> None:
    found = find_numbers(
        Survey(draw("Invoice #R23064937\n\nOrder Date 30 May 2023 · Contract\nNo. 98-897 · Pay by 24 Jul 2023"))
    )
    assert [c.value for c in found if c.term is Term.INVOICE_NUMBER and c.probability > 0.5] == ["R23064937"]
