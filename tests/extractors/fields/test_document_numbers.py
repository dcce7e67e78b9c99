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
        ("Facture n°RE-2024-4922", "RE-2024-4922"),
        ("Handelsrechnung (380) Nr. 47110819 vom 15.11.2024", "47110819"),
        ("Faktura - daňový doklad č. 24100377", "24100377"),
        ("Invoice number 2E9958F3 -0010", "2E9958F3 -0010"),
        ("Factura       Fecha\n2024/311      02/10/2024", "2024/311"),
        ("Arve\n\nDokumendi nr\nR26060943", "R26060943"),
        ("Factură\n\nNumărul documentului: 202302079", "202302079"),
        ("FAKTURA\n\nFakt.nr: FA2202184", "FA2202184"),
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


def test_the_number_of_another_invoice_is_told_apart() -> None:
    drawing = "NOTA DI CREDITO\n\nNumero: 2025-0563\n\nNota di credito relativa alla fattura 2055-0563 del 04.03.2025."
    assert number(drawing) == "2025-0563"


@pytest.mark.parametrize(
    "drawing",
    [
        "Fattura 17\nCIG: 78-738",
        "Facture 17\nRéférence client : 37231",
        "Thank you for your order.\nClaims must be made within 7 days",
        "Référence          Désignation       Qté     Montant\nS97381             Fauteuil noir     10     3.471,10",
        "Récépissé\n\nRéférence\n00 00000 00000 00000 00000 26152",
    ],
)
def test_these_are_no_orders(drawing: str) -> None:
    assert number(drawing, Term.ORDER_REFERENCE) is None


def test_a_town_with_its_code_is_no_number_in_two_parts() -> None:
    drawing = "Order No.    PO-92366     67 Kennedy Valleys, Williamshaven, OR 96626"
    assert number(drawing, Term.ORDER_REFERENCE) == "PO-92366"


@pytest.mark.parametrize(
    ("drawing", "order"),
    [
        ("Vaše naročilo št.: N-2024-702", "N-2024-702"),
        ("Jūsu pasūtījuma Nr.: 5570/22", "5570/22"),
        ("Teie tellimuse nr: 45/2024", "45/2024"),
        ("Ihre Bestell-Nr.: 4516327338", "4516327338"),
        ("Поръчка №: 45163", "45163"),
        ("Sipariş No: 45163", "45163"),
        ("Pirkimo užsakymo Nr.: 45163", "45163"),
    ],
)
def test_orders_are_told_in_many_languages(drawing: str, order: str) -> None:
    assert number(drawing, Term.ORDER_REFERENCE) == order


@pytest.mark.parametrize(
    "drawing",
    [
        "Фактура №: 4711-22",
        "Fatura No: 4711-22",
        "Reikningur nr. 4711-22",
        "Τιμολόγιο Αρ. 4711-22",
        "Számla sorszáma: 4711-22",
    ],
)
def test_invoice_numbers_are_told_in_many_languages(drawing: str) -> None:
    assert number(drawing) == "4711-22"


def test_a_word_that_was_glued_to_a_number_is_cut_off() -> None:
    assert number("Mietrechnung Nr. 9314110911/00/M/00/N.vom 01.10.2018") == "9314110911/00/M/00/N"


def test_a_postcode_in_the_address_beside_a_label_is_no_number_of_an_invoice() -> None:
    page = "N.º da fatura     Travessa Pilar Pereira, S/N, 1677-905 Esmoriz\n202105084\n\nTotal EUR 12,00"
    found = find_numbers(Survey(draw(page)))
    best = max((c for c in found if c.term is Term.INVOICE_NUMBER), key=lambda c: c.probability)
    assert best.value == "202105084"


def test_the_number_of_a_house_in_a_line_to_the_right_is_not_that_of_the_document() -> None:
    """The address of the sender stands in small letters over the window, beside the first label of a list."""
    page = """
        Beleg-Nr.                     Orange Mountain e.V. · Christoph-Reicher-Gasse 472, 98036 Zistersdorf
        RE-2023-0043                  Schumacher eG
        Rechnung vom                  Lola-Meusburger-Straße 2
        05.05.23                      13610 Bruck
        """
    assert number(page) == "RE-2023-0043"


def test_a_number_below_a_label_in_two_languages_beats_the_post_code_beside_it() -> None:
    page = """
        Valuta:                       Tkalčićeva 5c/3
        Račun br. / Document No.:     50000 Benkovac
        0095/24                       PDV broj kupca: HR68804113781
        """
    assert number(page) == "0095/24"
