import pytest

from extractors.fields.document_numbers import find_numbers
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


def number(drawing: str, term: Term = Term.INVOICE_NUMBER) -> object:
    found = [c for c in find_numbers(Survey(draw(drawing))) if c.term is term and c.probability > 0.5]
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("drawing", "wanted"),
    [
        ("Invoice No: #INV03051", "INV03051"),
        ("Rechnung Nr. RE-2023-00412", "RE-2023-00412"),
        ("Facture n°562044387 du 02 Juillet 2015", "562044387"),
        ("Handelsrechnung (380) Nr. 47110819 vom 15.11.2024", "47110819"),
        ("Faktura - daňový doklad č. 24100377", "24100377"),
        ("Invoice number 2E9958F3 -0010", "2E9958F3 -0010"),
        ("Factura       Fecha\n2024/311      02/10/2024", "2024/311"),
    ],
)
def test_invoice_numbers_are_found(drawing: str, wanted: str) -> None:
    assert number(drawing) == wanted


def test_numbers_of_customers_and_phones_are_none() -> None:
    assert number("Customer number: 4711\nTel: 01 234567") is None


def test_the_order_reference_has_its_own_labels() -> None:
    assert number("Your order no.: PO44719", Term.ORDER_REFERENCE) == "PO44719"


@pytest.mark.parametrize(
    ("drawing", "order"),
    [
        ("Your order: 4500118277 / 11.03.2025", "4500118277"),
        ("Order #: 9914-A\nCustomer PO: 4500091", "4500091"),
        ("P.O./S.O. Number:   KP-0091", "KP-0091"),
        ("Bestelling #8812", "8812"),
        ("Invoice 12\nReference: RF18 5390 0754 7034", None),
    ],
)
def test_the_buyers_order_is_found(drawing: str, order: str | None) -> None:
    found = [c for c in find_numbers(Survey(draw(drawing))) if c.term is Term.ORDER_REFERENCE and c.probability > 0.4]
    assert (str(found[0].value) if found else None) == order
