"""Labels of the document's own number that are no phrase."""

import pytest

from extractors.fields.document_numbers import find_numbers
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


@pytest.mark.parametrize(
    ("drawing", "number"),
    [
        ("FACTURA\nNúmero 2025-0021\nFecha 10/02/2025", "2025-0021"),
        ("INVOICE\n#          : KS/24-25/01188\nDate       : 19/12/2024", "KS/24-25/01188"),
        ("TR25-0118      Rechnungsnummer\n27.06.2025     Datum", "TR25-0118"),
        ("Bill number Q114 F9\nBill date 9 January 2025", "Q114 F9"),
        ("Facture\n\nNuméro     Date de facturation     Affaire\n5845       9 janvier 2026          34-326", "5845"),
        ("FACTUUR\n\nDebiteurnummer    Nummer      Datum factuur\n60004             24-00294    1-11-2024", "24-00294"),
        ("FAKTURA\n\nNR\n1647/01/2024\n\nŻary, 2024-01-30", "1647/01/2024"),
        ("FATTURA\n\nNumero / No.       FPR 1919/23\nEmessa il / Date   10/10/2023", "FPR 1919/23"),
        ("Fattura di cortesia / Invoice #FPR 1919/23\n\nEmessa il / Date   10/10/2023", "FPR 1919/23"),
        ("Avoir\nN° AV-2025-014\nFacture d'origine : FA-2025-388 du 02/06/2025", "AV-2025-014"),
    ],
)
def test_the_number_is_found(drawing: str, number: str) -> None:
    found = [c for c in find_numbers(Survey(draw(drawing))) if c.term is Term.INVOICE_NUMBER]

    assert found[0].value == number


def test_a_house_number_is_none() -> None:
    found = find_numbers(Survey(draw("Acme Stationers\nNo. 14, 3rd Cross, Gandhinagar")))

    assert not [c for c in found if c.term is Term.INVOICE_NUMBER]


def test_a_bare_word_over_lines_of_goods_is_none() -> None:
    found = find_numbers(Survey(draw("Ponudba\n\nNr.     Opis         Cena\n1001    Vijak        12,00")))

    assert not [c for c in found if c.term is Term.INVOICE_NUMBER and c.probability > 0.5]
