from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.figures import find_amounts, find_days, find_rates
from extractors.fields.layout import lay_out
from models.evidence import Witness
from tests.extractors.fields.drawn import draw_page


def amounts(drawing: str, witness: Witness = Witness.TEXT_LAYER) -> list[Decimal]:
    return [a.value for a in find_amounts(lay_out(draw_page(drawing, witness=witness))) if a.is_money]


def days(drawing: str) -> list[date]:
    return [day.readings[0] for day in find_days(lay_out(draw_page(drawing)))]


def test_groups_of_figures_that_stand_close_are_one_amount() -> None:
    assert amounts("30 250,00 Kč") == [Decimal("30250.00")]


def test_a_quantity_in_another_cell_is_not_joined() -> None:
    assert amounts("1        278.61") == [Decimal("278.61")]


def test_currencies_stand_before_and_after() -> None:
    assert amounts("CHF 1'756.05      12,50 €") == [Decimal("1756.05"), Decimal("12.50")]


def test_letters_that_ocr_reads_for_figures_are_mended() -> None:
    assert amounts("1O.5O", Witness.OCR) == [Decimal("10.50")]
    assert amounts("1O.5O") == []


def test_dates_may_take_several_words() -> None:
    assert days("Ljubljana, 6. maj 2024      May 5, 2024") == [date(2024, 5, 6), date(2024, 5, 5)]


def test_roman_figures_and_prices_are_no_dates() -> None:
    assert days("X 5.90") == []


def test_percentages_are_no_amounts() -> None:
    sheet = lay_out(draw_page("DDV 9,5 %"))
    assert [rate.value for rate in find_rates(sheet)] == [Decimal("9.5")]
    assert not [amount for amount in find_amounts(sheet) if amount.is_money]


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    sheet = lay_out(draw_page(text))
    find_amounts(sheet)
    find_days(sheet)
    find_rates(sheet)
