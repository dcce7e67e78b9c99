from datetime import date

import pytest

from extractors.fields.dates import find_dates
from extractors.fields.document_numbers import find_numbers
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


def best(drawing: str) -> dict[Term, object]:
    survey = Survey(draw(drawing))
    found = sorted([*find_dates(survey), *find_numbers(survey)], key=lambda c: c.probability)
    return {c.term: c.value for c in found if c.probability > 0.4}


@pytest.mark.parametrize("head", ["Faktura nr 26/10/2025", "Faktura VAT nr: 26/10/2025", "Numer faktury   26/10/2025"])
def test_a_number_of_month_and_year_is_no_date(head: str) -> None:
    found = best(f"{head}\n\nData wystawienia   12.10.2025")

    assert found[Term.INVOICE_NUMBER] == "26/10/2025"
    assert found[Term.ISSUE_DATE] == date(2025, 10, 12)


def test_the_only_date_stays_one() -> None:
    found = best("Faktura nr 26/10/2025")

    assert found[Term.ISSUE_DATE] == date(2025, 10, 26)
    assert Term.INVOICE_NUMBER not in found


def test_a_date_behind_a_title_stays_one() -> None:
    found = best("Rechnung 10/12/2025\nFällig am 24/12/2025")

    assert found[Term.ISSUE_DATE] == date(2025, 12, 10)


@pytest.mark.parametrize(
    "head", ["FAKTURA - DAŇOVÝ DOKLAD č. 20240123", "Faktúra č. 20240123", "Faktura č.    20240123"]
)
def test_a_number_of_the_year_and_four_figures_is_no_date(head: str) -> None:
    found = best(f"{head}\n\nDatum vystavení   12.5.2024\n\nVariabilní symbol   20240123")

    assert found[Term.INVOICE_NUMBER] == "20240123"
    assert found[Term.ISSUE_DATE] == date(2024, 5, 12)
