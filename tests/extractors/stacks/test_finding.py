"""Several invoices in one file are told apart, and an invoice with papers behind it stays one."""

from collections.abc import Sequence
from functools import cache

import pytest

from extractors.extraction import extract_invoice, extract_one
from extractors.reading import read_document
from extractors.stacks.finding import Stack, find_stack
from flows.papers.making import Series
from flows.papers.stacking import Arrangement, make_stack
from models.page import Transcript
from models.page_ranges import PageRange, written_ranges
from tests.extractors.papers import joined, pdf

SERIES = Series(seed=11)
PLACES = range(2)
TERMS = (
    "Terms of business",
    *(f"{at}. The buyer bears the risk of the goods from the time of delivery." for at in range(20)),
)


def bill(
    number: str, *more: str, day: str = "17 May 2024", total: str = "1131.55", seller: str = "Nexen Lumber d.o.o.",
    buyer: str = "Harbour Crane Company Ltd, Quay 4, Dublin", title: str = "INVOICE",
) -> tuple[str, ...]:  # fmt: skip
    """The lines of an invoice of one page."""
    return (
        f"{seller}, Tovarniska cesta 12, 1000 Ljubljana",
        f"Bill to: {buyer}",
        title,
        f"Invoice number: {number}",
        f"Invoice date: {day}",
        "Spruce boards planed 24 mm    40    12.50    500.00",
        f"Total amount to pay EUR {total}",
        *more,
    )


def read(*pages: Sequence[str]) -> Transcript:
    return read_document(joined(*(pdf(lines) for lines in pages))).transcript


def told(transcript: Transcript) -> str:
    """The parts that are found, with a mark behind them when they are not sure."""
    stack = find_stack(transcript, extract_one)
    return written_ranges(stack.ranges) + ("" if stack.sure else "?") if stack else ""


@cache
def found(arrangement: Arrangement, place: int) -> tuple[Stack | None, tuple[PageRange, ...]]:
    paper = make_stack(SERIES, place, arrangement)
    return find_stack(read_document(paper.content).transcript, extract_one), paper.ranges


@pytest.mark.parametrize("arrangement", [each for each in Arrangement if each.is_stack])
@pytest.mark.parametrize("place", PLACES)
def test_generated_stacks_are_parted_at_their_borders_or_asked_about(arrangement: Arrangement, place: int) -> None:
    stack, truth = found(arrangement, place)
    assert stack is not None
    assert stack.ranges == truth


def test_some_generated_stacks_are_sure() -> None:
    kinds = [each for each in Arrangement if each.is_stack]
    stacks = [stack for kind in kinds for place in PLACES if (stack := found(kind, place)[0])]
    assert sum(stack.sure for stack in stacks) >= len(stacks) // 2


@pytest.mark.parametrize("arrangement", [each for each in Arrangement if not each.is_stack])
@pytest.mark.parametrize("place", PLACES)
def test_papers_behind_an_invoice_never_surely_leave_it(arrangement: Arrangement, place: int) -> None:
    stack, _ = found(arrangement, place)
    assert stack is None or not stack.sure


def test_two_invoices_of_one_seller_are_two() -> None:
    run = read(bill("2024-0815"), bill("2024-0816", day="21 May 2024", total="88.10"))
    assert told(run) == "1, 2"


def test_a_short_number_is_not_looked_for_on_other_pages() -> None:
    run = read(bill("2024-0815", "Planks 40 pieces"), bill("40", day="21 May 2024", total="88.10"))
    assert told(run) in {"1, 2", "1, 2?"}


def test_terms_stay_with_the_invoice_before_them() -> None:
    assert told(read(bill("2024-0815"), TERMS)) == ""
    run = read(bill("2024-0815"), TERMS, bill("2024-0816", day="21 May 2024", total="88.10"), TERMS)
    assert told(run) == "1-2, 3-4"


def test_blank_backs_stay_with_what_is_before_them() -> None:
    run = read(bill("2024-0815"), (), bill("2024-0816", day="21 May 2024", total="88.10"), ())
    assert told(run) == "1-2, 3-4"


def test_a_separator_sheet_parts_whatever_is_on_both_sides_of_it() -> None:
    assert told(read(bill("2024-0815"), ("PATCH T",), TERMS)) == "1, 3"
    assert told(read(("PATCH T",), bill("2024-0815"), TERMS)) == ""


def test_a_page_that_counts_on_belongs_to_the_one_before() -> None:
    one = bill("2024-0815", "", "Page 1 of 2")
    assert told(read(one, bill("2024-0816", "", "Page 2 of 2", day="21 May 2024", total="88.10"))) == ""


def test_a_copy_is_no_other_invoice() -> None:
    assert told(read(bill("2024-0815"), bill("2024-0815", "Copy"))) == ""


def test_what_names_the_invoice_before_it_is_asked_about_at_most() -> None:
    reference = "Corrects our invoice 2024-0815"
    assert told(read(bill("2024-0815"), bill("2024-0816", reference, day="21 May 2024", total="88.10"))) in {
        "",
        "1, 2?",
    }


def test_bills_for_another_company_are_asked_about() -> None:
    other = bill(
        "77-1043", day="3 April 2024", total="88.10", seller="Kettle and Finch Ltd", buyer="Ostrava Tool Works, Brno"
    )
    assert told(read(bill("2024-0815"), other)) == "1, 2?"


def test_an_electronic_invoice_says_that_its_file_is_one() -> None:
    run = read(bill("2024-0815"), bill("2024-0816", day="21 May 2024", total="88.10"))
    with_xml = Transcript(run.kind, run.pages, einvoices=(b"<Invoice/>",))
    assert find_stack(with_xml, extract_one) is None


def test_missing_pages_make_every_border_unsure() -> None:
    run = read(bill("2024-0815"), TERMS, bill("2024-0816", day="21 May 2024", total="88.10"))
    assert told(Transcript(run.kind, (run.pages[0], run.pages[2]))) == "1, 3?"


def test_the_reading_of_the_whole_says_what_is_in_it() -> None:
    run = read(bill("2024-0815"), bill("2024-0816", day="21 May 2024", total="88.10"))
    (finding,) = [each for each in extract_invoice(run).findings if each.pages]
    assert (finding.code, finding.pages) == ("several_invoices", (PageRange(0, 0), PageRange(1, 1)))
    assert finding.message == "The file holds 2 invoices: pages 1, 2."
    assert type(finding).from_json(finding.to_json()) == finding
