"""The print that explains a value."""

from extractors.extraction import extract_invoice
from models.invoice import FieldValue
from models.terms import Term
from tests.extractors.fields.drawn import draw


def found(page: str, term: Term) -> FieldValue:
    return extract_invoice(draw(page)).fields[term]


def test_the_label_of_a_value_is_the_print_beside_it() -> None:
    field = found("INVOICE\nInvoice no.: 4711\nTotal EUR 12.00", Term.INVOICE_NUMBER)
    assert field.label
    assert field.label.text.startswith("Invoice no.")
    assert field.label.box
    assert field.evidence.box
    assert field.label.box.x0 < field.evidence.box.x0


def test_of_two_prints_of_one_label_the_one_beside_the_value_is_taken() -> None:
    page = "INVOICE\nInvoice no. 4711\n\n\n\n\n\n\nPlease give with payment   Invoice no. 4711\nTotal EUR 12.00"
    field = found(page, Term.INVOICE_NUMBER)
    assert field.label
    assert field.label.box
    assert field.evidence.box
    assert abs(field.label.box.y_mid - field.evidence.box.y_mid) < field.evidence.box.height


def test_what_no_label_explains_has_none() -> None:
    field = found("INVOICE\nInvoice no. 4711\nIBAN DE89 3704 0044 0532 0130 00\nTotal EUR 12.00", Term.CURRENCY)
    assert field.label is None
