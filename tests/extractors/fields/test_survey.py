"""The survey of a document of which not every page was read."""

from dataclasses import replace

from extractors.extraction import extract_invoice
from extractors.fields.survey import Survey
from models.page import Page, Transcript
from models.terms import Term
from tests.extractors.fields.drawn import draw, read_document

WHOLE = read_document("dk-faktura")[1]


def numbered(*numbers: int) -> Transcript:
    """The drawn page under other numbers; the others were not read."""
    page: Page = WHOLE.pages[0]
    return replace(WHOLE, pages=tuple(replace(page, number=number) for number in numbers))


def test_a_page_that_was_not_read_is_empty_and_shifts_no_other() -> None:
    sheets = Survey(numbered(1, 3)).sheets
    assert [sheet.number for sheet in sheets] == [0, 1, 2, 3]
    assert [bool(sheet.rows) for sheet in sheets] == [False, True, False, True]
    assert not any(sheet.is_narrow for sheet in sheets)


def test_fields_are_found_where_pages_before_are_missing() -> None:
    found, whole = extract_invoice(numbered(39)), extract_invoice(WHOLE)
    assert found.text(Term.TOTAL_GROSS) == whole.text(Term.TOTAL_GROSS) is not None
    assert found.fields[Term.TOTAL_GROSS].evidence.page == 39


def test_nothing_was_read() -> None:
    assert Survey(Transcript("pdf")).sheets == ()


def test_what_is_found_once_is_not_sought_again() -> None:
    sought: list[Survey] = []
    survey = Survey(draw("Total 1,00"))
    assert [survey.once(sought.append) for _ in range(2)] == [None, None]
    assert sought == [survey]
