"""What a document says it is: invoices, and what looks like them."""

import pytest

from extractors.fields.finding import find_in_text
from models.terms import DocumentClass
from tests.extractors.fields.drawn import draw

STATEMENT = """
Calder Paints Ltd                                   STATEMENT

Date         Type           Reference      Debit     Credit    Balance
12/03/2025   Invoice        44718          188.40              399.48
15/04/2025   Credit Note    CN118                    20.00     263.56
                                           Total due           263.56
"""
MONTHLY = """
Meadow Mobile                               STATEMENT

Statement date      14 Feb 2025
Due date            28 Feb 2025

Plans               69.23
Equipment           41.47
Amount due         110.70
"""
BY_A_DAY = """
Meadow Mobile                               MONTHLY STATEMENT

Balance forward                      0.00
Plans                                69.23
Equipment                            41.47
Total amount due by 28/02/2025      110.70
"""
LETTER = """
Mutuelle du Val
14 place de la Paix
61000 Alençon

Objet : votre contrat

Madame, Monsieur,
Nous vous informons que la cotisation annuelle de votre contrat sera portée à 1 184,00 € TTC.
Vous recevrez votre avis au mois de juin et vous disposez d'un délai de vingt jours.
"""


@pytest.mark.parametrize(
    ("drawing", "known"),
    [
        (STATEMENT, DocumentClass.STATEMENT),
        (MONTHLY, DocumentClass.INVOICE),
        (BY_A_DAY, DocumentClass.INVOICE),
        (LETTER, DocumentClass.LETTER),
        ("FATTURA PROFORMA n. 44 del 18/03/2025\n\nTotale EUR    2.608,00", DocumentClass.OTHER),
        (
            "DOBROPIS št. DB-25-0009\nRazlog: vračilo po računu št. 25-0188\n\nSkupaj EUR   136,88",
            DocumentClass.CREDIT_NOTE,
        ),
        ("Rechnung Nr. 12\n\nLieferschein Nr. 99\n\nGesamtbetrag    12,00 EUR", DocumentClass.INVOICE),
    ],
)
def test_the_title_tells_the_class(drawing: str, known: DocumentClass) -> None:
    assert find_in_text(draw(drawing)).document_class is known


def test_a_delivery_note_that_is_named_over_its_lines_takes_no_invoice_away() -> None:
    found = find_in_text(
        draw(
            """
            Settlement
            Your number 2024-117     04.03.2024

            Delivery note 1209
            Steel sheet   4   25.00    100.00
            Net total                  100.00
            VAT 22 %                    22.00
            Total EUR                  122.00
            """
        )
    )
    assert found.document_class is DocumentClass.INVOICE
