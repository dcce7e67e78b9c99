from datetime import date

import pytest

from extractors.fields.dates import find_dates
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


def found(drawing: str, term: Term) -> date | None:
    candidates = [c for c in find_dates(Survey(draw(drawing))) if c.term is term and c.probability > 0.4]
    return candidates[0].value if candidates and isinstance(candidates[0].value, date) else None


@pytest.mark.parametrize(
    ("drawing", "due"),
    [
        ("Rechnungsdatum 14.03.2025\nBis 28.03.2025 2,00 % Skonto (2,10 EUR), bis 13.04.2025 ohne Abzug.", (4, 13)),
        ("Rechnungsdatum 14.03.2025\nnetto bis 13.04.2025, 3% Skonto bis 28.03.2025", (4, 13)),
        ("Facture du 14/03/2025\nPayable à 30 jours, soit jusqu'au 13.04.2025.", (4, 13)),
        ("Datum računa: 14. 3. 2025\nZnesek prosim poravnajte do 13. 4. 2025 na zgornji račun", (4, 13)),
        (
            "Rechnungsdatum 14.03.2025\nFällig am 28.03.2025.\nNeuer Abschlag, erstmals fällig am 15.04.2025.",
            (3, 28),
        ),
    ],
)
def test_the_due_date_is_read_in_prose(drawing: str, due: tuple[int, int]) -> None:
    assert found(drawing, Term.DUE_DATE) == date(2025, *due)


@pytest.mark.parametrize("head", ["Paris, le 3 avril 2025", "Ljubljana, 3. 4. 2025", "Zürich, 3.4.2025"])
@pytest.mark.parametrize("period", ["Livraisons du 01/04/2025 au 30/04/2025", "1.4.2025 - 30.4.2025"])
def test_place_and_date_beat_a_period(head: str, period: str) -> None:
    assert found(f"{period}\n\n{head}\n\nFacture 17", Term.ISSUE_DATE) == date(2025, 4, 3)


def test_ends_of_a_range_are_never_the_issue_date() -> None:
    assert found("For the period May 1 - May 31, 2025", Term.ISSUE_DATE) is None


def test_one_date_may_have_two_labels() -> None:
    drawing = "Rechnungsdatum / Lieferdatum   18.02.2025\nRechnungsnummer   17"
    assert found(drawing, Term.ISSUE_DATE) == found(drawing, Term.DELIVERY_DATE) == date(2025, 2, 18)


def test_the_date_beside_another_number_is_not_that_of_the_invoice() -> None:
    drawing = "Datum   14.03.2025\nLieferschein / Datum   8001 / 12.03.2025\nAuftrag / Datum   1400 / 26.02.2025"
    assert found(drawing, Term.ISSUE_DATE) == date(2025, 3, 14)
    assert found(drawing, Term.DELIVERY_DATE) == date(2025, 3, 12)


def test_the_date_of_the_corrected_invoice_is_not_the_issue_date() -> None:
    assert found("Avoir 14\nDate : 16/06/2025\nFacture d'origine : 388 du 02/06/2025", Term.ISSUE_DATE) == date(
        2025, 6, 16
    )


@pytest.mark.parametrize(
    "offer",
    [
        "Za plaćanje do 28.03.2025 odobravamo 2 % popusta: 855,96 EUR.",
        "Bei Zahlung bis 28.03.2025 gewähren wir 2 % Skonto: 266,26 EUR.",
        "Pri platbe do 28.03.2025 poskytneme 2 % zľavu.",
    ],
)
def test_the_day_until_which_a_discount_holds_is_not_the_due_date(offer: str) -> None:
    assert found(f"Rechnungsdatum 14.03.2025\nFällig am 13.04.2025\n{offer}", Term.DUE_DATE) == date(2025, 4, 13)


def test_what_is_delivered_over_a_time_is_delivered_when_it_ends() -> None:
    drawing = "Rechnungsdatum   06.10.2013\nLeistungsdatum   01.09.2013 - 30.09.2013"
    assert found(drawing, Term.DELIVERY_DATE) == date(2013, 9, 30)


@pytest.mark.parametrize(
    "sentence",
    [
        "Faktúra je splatná 2. 8. 2021.",
        "Prosíme o úhradu do 2. 8. 2021.",
        "Maksettava viimeistään 2.8.2021.",
        "Lūdzam apmaksāt līdz 02.08.2021..",
        "Zapłata do 02.08.2021",
        "Pagar antes del 02-08-2021",
        "Срок за плащане: 02.08.2021",
        "Πληρωτέο έως 02/08/2021",
        "Palume tasuda hiljemalt 02.08.2021",
    ],
)
def test_the_due_date_is_told_in_many_languages(sentence: str) -> None:
    drawing = f"Datum 3.7.2021\n\n\n\n\n{sentence}"
    assert found(drawing, Term.DUE_DATE) == date(2021, 8, 2)


@pytest.mark.parametrize(
    "label",
    ["Levererad", "Suteikimo data", "Pakalpojuma datums", "Datum prometa", "Дата на данъчно събитие", "Teslim tarihi"],
)
def test_the_delivery_date_is_told_in_many_languages(label: str) -> None:
    assert found(f"Invoice date: 20.05.2021\n{label}: 13.05.2021", Term.DELIVERY_DATE) == date(2021, 5, 13)


@pytest.mark.parametrize(
    "note", ["Eredeti számla: 2053-000031, kelt: 2025.02.09.", "Relativo alla fattura 2055-0563 del 09.02.2025."]
)
def test_the_date_of_the_corrected_invoice_is_not_that_of_the_note(note: str) -> None:
    assert found(f"Sztornó számla\n\n{note}\n\n\n\nDatum 14.03.2025", Term.ISSUE_DATE) == date(2025, 3, 14)


@pytest.mark.parametrize(
    "offer",
    [
        "Sconto 2 % per pagamento entro il 28.03.2025: 291,22 EUR.",
        "Kontantrabatt 3 % ved betaling innen 28.03.2025: 7.327,15 kr.",
    ],
)
def test_a_discount_before_the_day_is_one_too(offer: str) -> None:
    assert found(f"Datum 14.03.2025\nScadenza pagamento 13.04.2025\n{offer}", Term.DUE_DATE) == date(2025, 4, 13)


@pytest.mark.parametrize(
    "sentence", ["Kérjük, az összeget 2025-04-13 napjáig utalja át.", "Lasku on maksettava 13.04.2025 mennessä."]
)
def test_the_last_day_to_pay_may_stand_before_its_word(sentence: str) -> None:
    assert found(f"Kelt 2025-03-14\n\n\n\n{sentence}", Term.DUE_DATE) == date(2025, 4, 13)


def test_the_language_of_a_document_says_which_month_a_name_is() -> None:
    croatian = "Račun broj: 17\nDatum izdavanja: 20. listopada 2022.\nUkupno za platiti   12,00"
    polish = "Faktura nr 17/2022\nData wystawienia: 20 listopada 2022\nRazem do zapłaty   12,00"
    assert found(croatian, Term.ISSUE_DATE) == date(2022, 10, 20)
    assert found(polish, Term.ISSUE_DATE) == date(2022, 11, 20)
