from datetime import date
from decimal import Decimal

import pytest

from extractors.looks import hear_looks
from extractors.retelling import AGAIN, DIFFER, READ_AGAIN, retell
from extractors.second_look import SECOND_ENGINE
from models.evidence import Evidence, Value, Witness
from models.geometry import Box
from models.invoice import FieldValue
from models.looks import Look
from models.terms import Term

BOX = Box(10, 20, 60, 30)


def field(term: Term, value: Value, printed: str) -> FieldValue:
    return FieldValue(term, value, 0.9, Evidence(Witness.OCR, printed, 0, BOX), "label", ("ocr",))


NUMBER = field(Term.INVOICE_NUMBER, "60399999", "60399999")
SELLER = field(Term.SELLER_NAME, "Lah Pekama d.o.o.", "Lah Pekama d.o.o.")
ZEROS = field(Term.INVOICE_NUMBER, "0075/25", "0075/25")
MARKED = field(Term.SELLER_NAME, "Čebelarstvo Žo1na d.o.o.", "Čebelarstvo Žo1na d.o.o.")
BREWER = field(Term.SELLER_NAME, "Pivovarna Kovač", "Pivovarna Kovač")
TOTAL = field(Term.TOTAL_GROSS, Decimal("6779.00"), "6.779,00")
CREDIT = field(Term.TOTAL_GROSS, Decimal("-40.80"), "40,80")
DAY = field(Term.ISSUE_DATE, date(2023, 5, 3), "3. 5. 2023")


def looks(said: FieldValue, *texts: str, other: str = "") -> list[Look]:
    """What one reader says at several widths, and what the other engine does."""
    again = [Look(0, BOX, said.evidence.text, text, 0.6 + 0.1 * at, AGAIN) for at, text in enumerate(texts)]
    return [*again, Look(0, BOX, said.evidence.text, other, 0.5, SECOND_ENGINE)]


@pytest.mark.parametrize(
    ("said", "texts", "value"),
    [
        pytest.param(NUMBER, ("603999999", "6039999999", "6039999999"), "6039999999", id="a digit that repeats"),
        pytest.param(SELLER, ("Lah Pekama .o.o.", "Lah Pekarna d.o.o. -", "Lah Pekarna d.o.o."), "Lah Pekarna d.o.o.",
                     id="letters that fell together"),
        pytest.param(MARKED, ("Cebelarstvo Zolna d.o.o.", "Cebelarstvo Zolna d.o.o.", ""), "Čebelarstvo Žolna d.o.o.",
                     id="letters keep the marks that the first reading saw"),
        pytest.param(TOTAL, ("8.779,00", "8.779,00 €", "8 779,00"), Decimal("8779.00"), id="an amount by its value"),
        pytest.param(CREDIT, ("40,60", "40.60", "40,80"), Decimal("-40.80"), id="two of each"),
        pytest.param(CREDIT, ("40,60", "40.60", ""), Decimal("-40.60"), id="the sign stays"),
        pytest.param(DAY, ("5. 5. 2023", "05.05.2023", "S. 5. 2023"), date(2023, 5, 5), id="a date by its day"),
    ],
)  # fmt: skip
def test_what_most_readings_say_is_the_value(said: FieldValue, texts: tuple[str, ...], value: Value) -> None:
    told = retell(said, looks(said, *texts))
    assert told.value == value
    assert told.reason.endswith(READ_AGAIN) == (value != said.value)
    assert told.confidence < said.confidence
    assert told.evidence == said.evidence


def test_where_nothing_decides_the_value_stays_and_is_less_sure() -> None:
    told = retell(TOTAL, looks(TOTAL, "8.779,00", "5.779,00", "total"))
    assert (told.value, told.witnesses) == (TOTAL.value, TOTAL.witnesses)
    assert told.confidence < TOTAL.confidence / 2
    assert told.reason.endswith(DIFFER)


@pytest.mark.parametrize(
    ("said", "texts"),
    [
        pytest.param(ZEROS, ("075/25", "075/25", "075/25"), id="a zero"),
        pytest.param(BREWER, ("Pivovarna Kovac", "Pivovarna Kovac", "Pivovarna Kovac"), id="the mark over a letter"),
        pytest.param(
            field(Term.TOTAL_GROSS, Decimal("1777.00"), "1.777,00"), ("177,00", "177,00", "177,00"), id="money"
        ),
    ],
)
def test_what_a_reader_swallows_makes_a_fuller_reading_less_sure_and_takes_no_place(
    said: FieldValue, texts: tuple[str, ...]
) -> None:
    told = retell(said, looks(said, *texts))
    assert told.value == said.value
    assert told.reason.endswith(DIFFER)
    assert told.confidence < said.confidence / 2


@pytest.mark.parametrize(
    ("said", "texts"),
    [
        pytest.param(NUMBER, ("60399999", "80399999", "60399999"), id="outvoted"),
        pytest.param(TOTAL, ("total", "", "~"), id="nothing of its type"),
        pytest.param(NUMBER, ("0399999", "0399999", "0399999"), id="a cut first figure"),
        pytest.param(NUMBER, ("603999991", "603999991", "603999991"), id="a line beside it"),
    ],
)
def test_what_says_nothing_changes_nothing(said: FieldValue, texts: tuple[str, ...]) -> None:
    assert retell(said, looks(said, *texts)) == said


def test_a_value_that_is_only_a_part_of_its_print_is_left_as_it_is() -> None:
    part = field(Term.INVOICE_NUMBER, "0815", "2024-0815")
    assert retell(part, looks(part, "2024-0875", "2024-0875", "2024-0875")) == part


def test_another_engine_that_agrees_is_a_witness_of_the_new_value_only() -> None:
    for other, witnesses in (("6039999999", ("ocr", SECOND_ENGINE)), ("60399999", ("ocr",))):
        said = looks(NUMBER, "603999999", "6039999999", "6039999999", "6039999999", other=other)
        told = hear_looks({Term.INVOICE_NUMBER: NUMBER}, said)[Term.INVOICE_NUMBER]
        assert (told.value, told.witnesses) == ("6039999999", witnesses)
