from datetime import date

from extractors.fields.dates import find_dates
from extractors.fields.day_order import order_of_days
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


def dates(drawing: str) -> dict[Term, date]:
    best: dict[Term, date] = {}
    for found in find_dates(Survey(draw(drawing))):
        if found.probability > 0.5 and isinstance(found.value, date):
            best.setdefault(found.term, found.value)
    return best


def test_labels_name_dates_beside_and_below() -> None:
    found = dates(
        """
        Datum vystavení: 3. 6. 2024

        Datum splatnosti      Datum plnění
        17. 6. 2024           31. 5. 2024
        """
    )
    assert found == {
        Term.ISSUE_DATE: date(2024, 6, 3),
        Term.DUE_DATE: date(2024, 6, 17),
        Term.DELIVERY_DATE: date(2024, 5, 31),
    }


def test_the_date_of_the_order_is_not_the_date_of_the_invoice() -> None:
    found = dates("Order date: 2024-01-05\nInvoice date: 2024-02-01")
    assert found == {Term.ISSUE_DATE: date(2024, 2, 1)}


def test_a_date_with_another_label_beside_the_number_is_not_that_of_the_invoice() -> None:
    found = dates(
        """
        Fakturanr: 202404077      Orderdatum: 14 mars 2024
        Datum: 5 april 2024
        """
    )
    assert found[Term.ISSUE_DATE] == date(2024, 4, 5)


def test_the_date_after_the_title_is_the_issue_date() -> None:
    assert dates("FATTURA N. 145/A del 12/09/2023")[Term.ISSUE_DATE] == date(2023, 9, 12)


def test_an_unambiguous_date_decides_for_the_others() -> None:
    american = "Invoice Date 03/04/2022\nDue Date 03/24/2022\nPortland, ME 04101"
    assert not order_of_days(Survey(draw(american)))
    assert dates(american)[Term.ISSUE_DATE] == date(2022, 3, 4)


def test_a_due_date_is_not_made_up() -> None:
    assert Term.DUE_DATE not in dates("Invoice date: 2024-02-01\nPayable within 30 days")


def test_labels_in_two_languages_head_the_columns_of_a_grid() -> None:
    found = dates(
        """
        Faktura / Invoice No. 2025062334

        Št. / No.      Datum / Date of Issue    Datum dobave / Date of Supply    Dat. valute / Due on
        2025062334     22. 06. 2025             21. 06. 2025                     06. 07. 2025
        """
    )
    assert found == {
        Term.ISSUE_DATE: date(2025, 6, 22),
        Term.DELIVERY_DATE: date(2025, 6, 21),
        Term.DUE_DATE: date(2025, 7, 6),
    }
