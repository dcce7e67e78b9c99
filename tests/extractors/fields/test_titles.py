"""What a document says it is: invoices, and what looks like them."""

from dataclasses import replace

import pytest

from extractors.fields.finding import find_in_text
from models.evidence import Witness
from models.page import Transcript
from models.terms import DocumentClass, Term
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


def class_of(drawing: str) -> DocumentClass:
    return find_in_text(draw(drawing)).document_class


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


SLIP = """
Urban Lake GmbH
Rechnung
Rechnungsnr.: 00043
Kasse: Tatjana
Kopierpapier A4
1 Pck x 6,59      6,59
Gesamtbetrag      6,59
Kartenzahlung     6,59
Rückgeld          0,00
"""


def test_a_slip_of_a_till_is_a_receipt_whatever_its_title() -> None:
    page = draw(SLIP).pages[0]
    slip = Transcript("pdf", (replace(page, width=226.0, height=280.0),))

    assert find_in_text(slip).document_class is DocumentClass.RECEIPT
    assert find_in_text(draw(SLIP)).document_class is DocumentClass.INVOICE


@pytest.mark.parametrize(
    ("drawing", "known"),
    [
        ("Proformafaktura / Pro-forma Invoice\n\nI alt / Total   89483,15", DocumentClass.OTHER),
        ("Bon de livraison n° 2023-1728 du 10/05/2023\n\nCâble   15 m", DocumentClass.DELIVERY_NOTE),
        ("Opomin pred izvršbo\n\nRačun št.: FA2202672\n\nZnesek   5.551,71", DocumentClass.REMINDER),
        ("Savstarpējo norēķinu salīdzināšanas akts\n\n5950   12.01.2023   3783,02", DocumentClass.STATEMENT),
        ("Folyószámla-egyenleg\n\n9023/20   2024-11-01   139 301", DocumentClass.STATEMENT),
        ("Dodací list č. 250001257 zo dňa 9. 9. 2025\n\nOchranné rukavice   25 ks", DocumentClass.DELIVERY_NOTE),
        ("Extrato de conta corrente\n\nData   Valor   Saldo\n08/09/2021   12,50   12,50", DocumentClass.STATEMENT),
        ("Кредитно известие №: 17\n\nОбща сума   -120,00", DocumentClass.CREDIT_NOTE),
        ("Dobavnica št. 17 k računu\nRačun   2025-17\n\nZa plačilo   120,00", DocumentClass.INVOICE),
        (
            "Bästa kund,\n\nfrån och med 13 februari 2024 gäller nya priser.\n\nMånadsavgiften sänks.",
            DocumentClass.LETTER,
        ),
    ],
)
def test_classes_are_told_in_many_languages(drawing: str, known: DocumentClass) -> None:
    assert find_in_text(draw(drawing)).document_class is known


@pytest.mark.parametrize(
    ("drawing", "known"),
    [
        ("CREDIT NOTE\nCredit Note No CN-17\nInvoice No 4711\nTotal credit   120.00", DocumentClass.CREDIT_NOTE),
        ("PAYMENT REMINDER\nInvoice 4711 dated 12 May 2024 is overdue.\nAmount due   120.00", DocumentClass.REMINDER),
        ("LIEFERSCHEIN\nNr. 4711\nDatum 12.05.2024\nRechnung folgt separat", DocumentClass.DELIVERY_NOTE),
        ("Estratto conto\nFattura 4711 del 12/05/2024     120,00\nSaldo     120,00", DocumentClass.STATEMENT),
        (
            "Izpis odprtih postavk\n\nRačun      Datum       Znesek\n55/2024    12.5.2024   120,00",
            DocumentClass.STATEMENT,
        ),
        ("Proforma n. FPR 76/22\n\nArticolo   12,00\nTotale   199,52", DocumentClass.OTHER),
        ("TAX INVOICE\nInvoice No 4711\nDelivery Note No 99\nTotal   120.00", DocumentClass.INVOICE),
        ("Rechnung / Lieferschein\nNr. 4711\nGesamtbetrag   120,00", DocumentClass.INVOICE),
    ],
)
def test_what_names_an_invoice_is_not_always_one(drawing: str, known: DocumentClass) -> None:
    assert find_in_text(draw(drawing)).document_class is known


SALE = """
Sándor Építőipari
ÉRTÉKESÍTÉSI SZÁMLA

Megrendelő                         Számlakibocsátó
Váradi + Budai Kft                 Sándor Építőipari
6100 Váchátberény                  3667 Keresztapáti

A számla sorszáma    Számla kelte    Esedékesség
2023-002119          2023.12.16.     2023.12.16.

Nettó összesen:              1 553 172 HUF
ÁFA összege:                   419 356 HUF
Számla végösszege:           1 972 528 HUF
"""


def test_the_label_of_a_customer_is_no_title_of_an_order() -> None:
    assert find_in_text(draw(SALE)).document_class is DocumentClass.INVOICE


def test_without_an_invoices_title_too() -> None:
    bare = SALE.replace("ÉRTÉKESÍTÉSI SZÁMLA", "").replace("A számla sorszáma    ", "Sorszám              ")
    assert find_in_text(draw(bare)).document_class is DocumentClass.INVOICE


def test_the_payers_receipt_of_a_payment_slip_is_no_title() -> None:
    page = """
Zemlja k.d.

Št. računa: 2385
Datum: 25. 12. 2021

Skupaj za plačilo:    9.122,36 €




Potrdilo             UPN QR
Ime plačnika         Ime, ulica in kraj plačnika
"""
    assert find_in_text(draw(page)).document_class is DocumentClass.INVOICE


@pytest.mark.parametrize(
    "said",
    [
        "Credit op factuur 25-31106 van 01-03-2025.",
        "Kredīts rēķinam 25-31106, 01.03.2025.",
        "Gutschrift zur Rechnung Nr. 25-31106 vom 01.03.2025",
        "Avoir sur la facture n° 25-31106 du 01/03/2025",
    ],
)
def test_who_names_the_invoice_that_is_credited_writes_a_credit_note(said: str) -> None:
    page = """
    Arent 25-01106

    Datum: 15-03-2025

    Bureaustoel                     317,93
    Totaal                          317,93
    """
    assert class_of(page) is DocumentClass.INVOICE
    assert class_of(f"{page}\n    {said}") is DocumentClass.CREDIT_NOTE


@pytest.mark.parametrize(
    "said",
    ["Credit op factuur 25-31106       -50,00", "Betreft factuur 25-31106", "Credit op factuur is niet mogelijk."],
)
def test_a_credit_among_the_lines_or_a_mere_reference_makes_no_credit_note(said: str) -> None:
    page = f"Arent 25-01106\n\nDatum: 15-03-2025\n\n{said}\n\nTotaal     317,93"
    assert class_of(page) is DocumentClass.INVOICE


def test_the_day_of_the_invoice_that_is_credited_is_not_that_of_the_credit_note() -> None:
    page = (
        "Kredītrēķins Nr. 2088/25\n\nRēķina datums\n10.05.2025\n\nKopā 317,93\n\nKredits rēkinam 2018/25, 03.05.2025."
    )
    found = find_in_text(draw(page, witness=Witness.OCR))
    best = max((c for c in found.candidates if c.term is Term.ISSUE_DATE), key=lambda c: c.probability)
    assert str(best.value) == "2025-05-10"


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param("Rechnungsnummer\n202603829\nDatum\n22.03.2026\nVertrag\n02-336", id="a label under labels"),
        pytest.param("Datum: 22.03.2026\nVertrag 02-336", id="a label before its number"),
        pytest.param(
            "Ponudba        Količina     Cena     Znesek\nVijak          2            5,00     10,00", id="a head"
        ),
    ],
)
def test_a_contract_or_an_offer_that_a_list_names_is_no_title(listed: str) -> None:
    assert class_of(f"Parzer und Bacher\n\n{listed}\n\nGesamtbetrag     10,00 EUR") is DocumentClass.INVOICE


def test_a_title_in_the_same_letters_that_stands_over_its_labels_is_one() -> None:
    assert class_of("Vertrag\nDatum: 22.03.2026\n\nGesamtbetrag     10,00 EUR") is DocumentClass.OTHER
