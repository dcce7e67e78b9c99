"""What is drawn stays on the page, and no text covers another."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from flows.papers.bills import Kind
from flows.papers.making import Series, draw_paper
from flows.papers.marks import Text
from flows.papers.printing import Sheet

COUNT = 80
SIDES = (Series(seed=6), Series(seed=6, held_out=True))


def sheets_of(series: Series) -> Iterator[Sheet]:
    for number in range(COUNT):
        yield from draw_paper(series, number)[2]


def texts_on(sheet: Sheet) -> list[Text]:
    return [mark for mark in sheet.marks if isinstance(mark, Text) and mark.text.strip()]


def covers(one: Text, other: Text) -> bool:
    beside = one.x + 1 >= other.x + other.width - 1 or other.x + 1 >= one.x + one.width - 1
    return not beside and abs(one.y - other.y) < 0.6 * min(one.size, other.size)


@pytest.mark.parametrize("series", SIDES)
def test_all_text_is_on_the_page(series: Series) -> None:
    for sheet in sheets_of(series):
        for text in texts_on(sheet):
            assert text.x >= 0
            assert text.x + text.width <= sheet.width, text.text
            assert 0 < text.y < sheet.height, text.text


@pytest.mark.parametrize("series", SIDES)
def test_no_text_covers_another(series: Series) -> None:
    for sheet in sheets_of(series):
        assert [pair for pair in combinations(texts_on(sheet), 2) if covers(*pair)] == []


def test_long_tables_go_on_over_pages_and_carry_their_sum() -> None:
    pages = []
    for number in range(150):
        issuer, bill, sheets, _ = draw_paper(SIDES[0], number)
        if len(bill.lines) > 40 and bill.kind is Kind.INVOICE and issuer.habits.sums_taxes and not bill.inclusive:
            said = [text.text for sheet in sheets for text in texts_on(sheet)]
            pages.append(len(sheets))
            assert issuer.wording.label("carried") in said
    assert pages
    assert min(pages) > 1
