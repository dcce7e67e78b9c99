"""What is said of a text while it is typed."""

from datetime import date

import pytest

from storage.readings import load_invoice
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def said(person: Persona, document_id: str, key: str, text: str) -> tuple[str, bool]:
    answer = person.post(f"/documents/{document_id}/check", key=key, text=text).json()
    return answer["said"], answer["fits"]


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("issue_date", "3.4.2026", ("Understood as 3 April 2026", True)),
        ("issue_date", "soon", ("Is not a date, such as 2024-03-15", False)),
        ("iban", "SI56 1910 0000 0123 438", ("Understood as SI56191000000123438", True)),
        ("iban", "SI56 1910 0000 0123 439", ("The check figures of the IBAN do not fit.", False)),
        ("seller_vat_id", "SI12345678", ("The check figures of the VAT number do not fit.", False)),
        ("total_gross", "1.234,50", ("It does not add up: off by 1,112.50", False)),
        ("total_gross", "122,00", ("Understood as 122.00", True)),
        ("buyer_name", "Another Buyer", ("", True)),
    ],
)
def test_a_typed_text_is_understood_or_what_does_not_fit_is_said(
    seeded: Seeded, clerk: Persona, key: str, text: str, expected: tuple[str, bool]
) -> None:
    assert said(clerk, add_paper(seeded, Paper()), key, text) == expected


def test_nothing_is_stored_by_it(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    said(clerk, document_id, "issue_date", "3.4.2026")
    invoice, version = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert (version, date(2026, 3, 21) in [found.value for found in invoice.fields.values()]) == (1, True)


def test_a_field_that_is_none_is_refused(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.post(f"/documents/{document_id}/check", key="colour", text="red").status_code == 422


def test_auditor_and_outsider_check_nothing(seeded: Seeded, auditor: Persona, outsider: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    statuses = [
        who.post(f"/documents/{document_id}/check", key="iban", text="X").status_code for who in (auditor, outsider)
    ]
    assert statuses == [403, 404]
