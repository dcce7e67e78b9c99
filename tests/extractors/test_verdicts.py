from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extractors.looks import hear_looks
from extractors.verdicts import DIFFERS, SURE, Verdict, verdict_of
from models.evidence import Evidence, Value, Witness
from models.geometry import Box
from models.invoice import FieldValue
from models.looks import Look
from models.terms import Term

BOX = Box(10, 20, 60, 30)


def field(term: Term, value: Value, printed: str) -> FieldValue:
    return FieldValue(term, value, 0.9, Evidence(Witness.TEXT_LAYER, printed, 0, BOX), "label", ("text_layer",))


def scanned(said: FieldValue) -> FieldValue:
    return replace(said, evidence=replace(said.evidence, witness=Witness.OCR), witnesses=("ocr",))


TOTAL = field(Term.TOTAL_GROSS, Decimal("1131.55"), "1.131,55 €")
CREDIT = field(Term.TOTAL_GROSS, Decimal("-40.00"), "40,00")
DAY = field(Term.ISSUE_DATE, date(2024, 5, 17), "17 May 2024")
NUMBER = field(Term.INVOICE_NUMBER, "2024-0815", "2024-0815")
SELLER = field(Term.SELLER_NAME, "Čebelarstvo Žolna d.o.o.", "Čebelarstvo Žolna d.o.o.")
EURO = field(Term.CURRENCY, "EUR", "Total EUR 1131.55")
SIGN = field(Term.CURRENCY, "EUR", "12,00 €")
DOLLAR = field(Term.CURRENCY, "CAD", "$12.00")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        pytest.param(TOTAL, "1.131,55€", id="an amount without its space"),
        pytest.param(TOTAL, "1 131.55", id="the other way to write it"),
        pytest.param(TOTAL, "Total: 1.131,55 €", id="with a label before it"),
        pytest.param(CREDIT, "40,00", id="a sign that words gave"),
        pytest.param(DAY, "17 May2024", id="a day without a space"),
        pytest.param(NUMBER, "2024 - 0815", id="a number with spaces"),
        pytest.param(SELLER, "ČEBELARSTVO ŽOLNA D.O.O", id="a name in capitals"),
        pytest.param(SELLER, "Cebelarstvo Žolna D.0.0.", id="marks and letters that are taken for others"),
        pytest.param(EURO, "Total EUR1131.55", id="a code"),
        pytest.param(field(Term.CURRENCY, "RON", "12,00 lei"), "12,00 lei", id="a mark of small letters"),
        pytest.param(field(Term.CURRENCY, "EUR", "von 5,00 EUR."), "von 5,00 EUR.", id="a code that ends a sentence"),
        pytest.param(SIGN, "12.00€", id="a sign"),
        pytest.param(DOLLAR, "$ 12.00", id="a sign of several currencies"),
    ],
)
def test_what_says_the_same_confirms(said: FieldValue, text: str) -> None:
    assert verdict_of(said, text, 0.6) is Verdict.CONFIRMS


@pytest.mark.parametrize(
    ("said", "text"),
    [
        pytest.param(TOTAL, "1.137,55 €", id="another digit"),
        pytest.param(TOTAL, "9.131,55 €", id="another first digit"),
        pytest.param(DAY, "11 May 2024", id="another day"),
        pytest.param(NUMBER, "2024-0975", id="another number"),
        pytest.param(SELLER, "Gostilna pri Lojzetu", id="another name"),
        pytest.param(EURO, "Total USD 1131.55", id="another code"),
        pytest.param(SIGN, "12.00 $", id="another sign"),
    ],
)
def test_what_clearly_says_otherwise_contradicts_if_sure_of_every_letter(said: FieldValue, text: str) -> None:
    assert verdict_of(said, text, SURE) is Verdict.CONTRADICTS
    assert verdict_of(said, text, SURE - 0.01) is Verdict.SILENT


@pytest.mark.parametrize(
    ("said", "text"),
    [
        pytest.param(TOTAL, "", id="nothing"),
        pytest.param(TOTAL, "131,55 €", id="a cut edge"),
        pytest.param(TOTAL, "113155 €", id="a lost mark"),
        pytest.param(TOTAL, "1.13l,S5 €", id="letters for digits"),
        pytest.param(field(Term.TOTAL_GROSS, Decimal("234.50"), "234,50"), "1 234,50", id="more than was read"),
        pytest.param(DAY, "l7 Mav 2024", id="letters of a day"),
        pytest.param(NUMBER, "2O24-08I5", id="letters of a number"),
        pytest.param(field(Term.INVOICE_NUMBER, "815", "815"), "2024 815", id="a longer number"),
        pytest.param(scanned(SELLER), "Cebelarstvo Zolna d.o.o.", id="marks that are lost"),
        pytest.param(EURO, "Total 1131.55", id="no code"),
        pytest.param(EURO, "Total EUP 1131.55", id="a code that is none"),
        pytest.param(field(Term.CURRENCY, "EUR", "SI"), "EUR", id="a currency that was inferred"),
    ],
)
def test_what_a_bad_reading_explains_says_nothing(said: FieldValue, text: str) -> None:
    assert verdict_of(said, text, 1.0) is Verdict.SILENT


def test_a_look_is_heard_by_the_values_of_its_box_alone() -> None:
    elsewhere = replace(TOTAL, term=Term.AMOUNT_DUE, evidence=replace(TOTAL.evidence, box=BOX.moved(0, 20)))
    fields = {Term.TOTAL_GROSS: TOTAL, Term.AMOUNT_DUE: elsewhere}
    heard = hear_looks(fields, [Look(0, BOX, "1.131,55 €", "1131.55", 0.99, "ocr")])
    assert heard[Term.TOTAL_GROSS].witnesses == ("ocr", "text_layer")
    assert heard[Term.AMOUNT_DUE] == elsewhere
    assert hear_looks(fields, []) == fields


def test_a_contradicted_value_stays_with_less_confidence_and_a_reason() -> None:
    (heard,) = hear_looks({Term.TOTAL_GROSS: TOTAL}, [Look(0, BOX, "1.131,55 €", "7131.55", 0.99, "ocr")]).values()
    assert (heard.value, heard.witnesses) == (TOTAL.value, ("text_layer",))
    assert heard.confidence < 0.1
    assert heard.reason == f"label+{DIFFERS}"
