from datetime import date
from decimal import Decimal

import pytest

from flows.training.rightness import is_right, same_name
from models.terms import Term

ROW = {
    "truth": {"total_gross": "122.00", "issue_date": "2024-03-04", "iban": "SI56 1910 0000 0123 438"},
    "truth_alt": {"total_gross": ["120.00"]},
    "absent": ["bic"],
}


def test_the_truth_and_its_alternatives_are_right() -> None:
    assert is_right(Term.TOTAL_GROSS, Decimal(122), ROW)
    assert is_right(Term.TOTAL_GROSS, Decimal("120.00"), ROW)
    assert is_right(Term.TOTAL_GROSS, Decimal("122.01"), ROW) is False


def test_what_is_absent_is_wrong_and_what_nobody_knows_is_neither() -> None:
    assert is_right(Term.BIC, "LJBASI2X", ROW) is False
    assert is_right(Term.DUE_DATE, date(2024, 4, 3), ROW) is None


def test_identifiers_are_compared_without_spaces() -> None:
    assert is_right(Term.IBAN, "SI56191000000123438", ROW)


def test_a_credit_note_may_be_written_with_either_sign() -> None:
    row = {"truth": {"document_type": "credit_note", "total_gross": "122.00"}}
    assert is_right(Term.TOTAL_GROSS, Decimal(-122), row)
    assert is_right(Term.TOTAL_GROSS, Decimal(-122), ROW) is False


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Müller & Söhne GmbH", "MULLER & SOHNE", True),
        ("Hetzner 0nline GmbH", "Hetzner Online GmbH", True),
        ("Lieferant GmbH", "Kunden AG Mitte", False),
        ("AG", "GmbH", False),
    ],
)
def test_names_are_compared_without_legal_forms_and_with_a_misread_letter(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
