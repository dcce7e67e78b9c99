"""Drawn invoices of many countries give their fields."""

import pytest

from extractors.extraction import extract_invoice
from models.evidence import Witness
from models.invoice import Invoice
from models.terms import DataType, Term
from tests.extractors.fields.drawn import DOCUMENTS, glue_words, read_document

NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.txt"))


def differences(invoice: Invoice, wanted: dict[str, str]) -> dict[str, tuple[str, str | None]]:
    """The fields that are not as wanted; names are compared without regard to case."""
    found = {key: invoice.text(Term(key)) for key in wanted}
    return {
        key: (text, found[key])
        for key, text in wanted.items()
        if _plain(Term(key), text) != _plain(Term(key), found[key] or "")
    }


def _plain(term: Term, text: str) -> str:
    return text.casefold() if term.data_type is DataType.NAME else text


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_drawn_document_is_found(name: str) -> None:
    wanted, transcript = read_document(name)
    invoice = extract_invoice(transcript)
    assert invoice.document_class.value == wanted.pop("document_class")
    assert differences(invoice, wanted) == {}


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_found_as_well_when_the_page_was_read_by_ocr(name: str) -> None:
    wanted, transcript = read_document(name, Witness.OCR)
    invoice = extract_invoice(transcript)
    assert invoice.document_class.value == wanted.pop("document_class")
    assert len(differences(invoice, wanted)) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_evidence_and_a_confidence(name: str) -> None:
    _, transcript = read_document(name)
    for field in extract_invoice(transcript).fields.values():
        assert 0.0 < field.confidence < 1.0
        inferred = field.evidence.witness is Witness.INFERRED
        assert inferred or (field.evidence.page is not None and field.evidence.box is not None)


@pytest.mark.parametrize("name", NAMES)
def test_extraction_is_deterministic(name: str) -> None:
    _, transcript = read_document(name)
    assert extract_invoice(transcript).to_json() == extract_invoice(transcript).to_json()


def test_most_fields_are_found_when_spaces_are_lost() -> None:
    wanted = right = 0
    for name in NAMES:
        fields, transcript = read_document(name, Witness.OCR)
        fields.pop("document_class")
        found = extract_invoice(glue_words(transcript))
        wanted += len(fields)
        right += sum(_letters(found.text(Term(key)) or "") == _letters(text) for key, text in fields.items())
    assert right >= 0.9 * wanted


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
