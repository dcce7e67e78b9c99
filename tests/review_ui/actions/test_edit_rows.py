"""Lines and tax rows as a grid: split, fill, paste, confirm; all by the plain form."""

from decimal import Decimal

import pytest

from models.invoice import LineItem
from storage.readings import load_invoice
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

PASTED = "Article\tQuantity\tUnit\tPrice\tNet\tVAT\nScrews\t100\tpcs\t0,05\t5,00\t22\nNuts\t50\tpcs\t0,10\t5,00\t22\n"


def lines_after(seeded: Seeded, person: Persona, **asked: str) -> tuple[LineItem, ...]:
    document_id = add_paper(seeded, Paper())
    form = {**person.form_of(document_id), **{name.replace("__", "."): value for name, value in asked.items()}}
    assert person.send(f"/documents/{document_id}/fields", form).status_code == 303
    return load_invoice(seeded.house, seeded.organisation_id, document_id)[0].line_items


def test_a_line_is_split_in_two_halves_and_the_sum_stays(seeded: Seeded, clerk: Persona) -> None:
    lines = lines_after(seeded, clerk, split="line_items.0")
    assert [(line.description, line.quantity, line.net_amount) for line in lines[:2]] == [
        ("Paper A4 500 sheets", Decimal(5), Decimal("22.50"))
    ] * 2
    assert sum(line.net_amount or 0 for line in lines) == Decimal("100.00")
    boxes = [line.evidence and line.evidence.box for line in lines]
    assert boxes[0] == boxes[1] != boxes[2]


def test_a_column_is_filled_from_one_row(seeded: Seeded, clerk: Persona) -> None:
    lines = lines_after(seeded, clerk, line_items__1__unit="pcs", fill="line_items.1.unit")
    assert [line.unit for line in lines] == ["pcs", "pcs"]


def test_a_column_is_filled_from_the_row_that_a_plain_form_names(seeded: Seeded, clerk: Persona) -> None:
    lines = lines_after(seeded, clerk, fill="line_items", fill_row__line_items="2", fill_column__line_items="quantity")
    assert [line.quantity for line in lines] == [Decimal(1), Decimal(1)]


def test_rows_of_a_spreadsheet_are_added_below_without_their_titles(seeded: Seeded, clerk: Persona) -> None:
    lines = lines_after(seeded, clerk, paste="line_items", pasted__line_items=PASTED)
    assert [line.description for line in lines[2:]] == ["Screws", "Nuts"]
    assert (lines[3].quantity, lines[3].unit, lines[3].unit_price) == (Decimal(50), "pcs", Decimal("0.10"))


def test_cells_are_pasted_over_those_that_are_there(seeded: Seeded, clerk: Persona) -> None:
    lines = lines_after(seeded, clerk, paste="line_items.0.quantity", pasted__line_items="7\tbox\n8\tbox\n9\tbox")
    assert [(line.quantity, line.unit) for line in lines] == [(Decimal(each), "box") for each in (7, 8, 9)]
    assert lines[0].description == "Paper A4 500 sheets"


@pytest.mark.parametrize("asked", [{"split": "line_items.9"}, {"fill": "line_items.9.unit"}, {"remove": "lines.0"}])
def test_rows_that_are_not_there_change_nothing(seeded: Seeded, clerk: Persona, asked: dict[str, str]) -> None:
    assert [line.description for line in lines_after(seeded, clerk, **asked)] == [
        "Paper A4 500 sheets",
        "Printer toner black",
    ]


def test_lines_are_confirmed_as_they_stand(seeded: Seeded, clerk: Persona) -> None:
    assert {line.confidence for line in lines_after(seeded, clerk, confirm="line_items")} == {1.0}


def test_sums_stand_below_the_columns(seeded: Seeded, clerk: Persona) -> None:
    html = clerk.get(f"/documents/{add_paper(seeded, Paper())}").text
    assert '<output class="cell cell-net_amount" aria-label="Sum of Net">100.00</output>' in html
