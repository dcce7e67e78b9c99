"""A file with several invoices is split by a worker: when its pages say so surely, and when a person wants it."""

import asyncio

import pytest

from extractors.kind import Kind
from extractors.sandbox import Reader
from flows import splitting, steps
from flows.originals import Original
from flows.work import Work, working_on
from models.page_ranges import PageRange, parse_ranges
from models.parts import PartOutcome
from models.states import State
from models.terms import Term
from storage.documents import list_parts, load_document, load_original, load_page_image
from storage.house import House
from storage.jobs import claim_job
from storage.readings import load_invoice
from storage.reviews import join_parts, request_split
from tests.extractors.papers import joined, pdf, with_attachment
from tests.extractors.stacks.test_finding import TERMS, bill
from tests.flows.hand_in import claimed
from tests.storage.samples import CLERK

FIRST, SECOND = bill("2024-0815"), bill("2024-0816", day="21 May 2024", total="88.10")
STACK = joined(pdf(FIRST), pdf(TERMS), pdf(("PATCH T",)), pdf(SECOND))
DOUBTFUL = joined(
    pdf(FIRST), pdf(bill("2024-0816", "Corrects our invoice 2024-0815", day="21 May 2024", total="88.10"))
)


def capture(work: Work) -> str:
    """The body of the flow, its tasks called as plain functions."""

    async def run() -> str:
        with working_on(work):
            original = await steps.open_original.fn()
            if work.claim.division:
                return await splitting.split_as_asked.fn(original)
            invoice = await steps.read.fn(original)
            return await steps.decide.fn(steps.check(invoice)) if invoice else State.UNPACKED

    return asyncio.run(run())


def next_work(house: House, reader: Reader) -> Work:
    claim = claim_job(house, "worker", 60)
    assert claim is not None
    return Work(house, reader, claim)


def test_a_sure_stack_becomes_documents_that_are_read_by_themselves(
    house: House, organisation: str, reader: Reader
) -> None:
    work = claimed(house, organisation, reader, with_attachment(STACK, "a.txt", b"words"), "stack.pdf")
    document = work.claim.document_id
    assert capture(work) == State.UNPACKED
    rows = list_parts(house, organisation, document)
    assert [(row.name, row.pages, row.outcome) for row in rows] == [
        ("a.txt", None, PartOutcome.REFUSED),
        ("stack 1-2.pdf", PageRange(0, 1), PartOutcome.DOCUMENT),
        ("stack 3", PageRange(2, 2), PartOutcome.IGNORED),
        ("stack 4.pdf", PageRange(3, 3), PartOutcome.DOCUMENT),
    ]
    assert load_page_image(house, organisation, document, 3)[0]
    numbers = {}
    for _ in range(2):
        part = next_work(house, reader)
        assert capture(part) == State.IN_REVIEW
        invoice, _ = load_invoice(house, organisation, part.claim.document_id)
        numbers[part.claim.document_id] = invoice.text(Term.INVOICE_NUMBER)
        assert not any(finding.pages for finding in invoice.findings)
    assert sorted(str(number) for number in numbers.values()) == ["2024-0815", "2024-0816"]
    assert set(numbers) == {row.part_id for row in rows if row.part_id}


def test_a_joined_stack_is_read_whole_and_says_what_is_in_it(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, STACK, "stack.pdf")
    capture(work)
    join_parts(house, organisation, work.claim.document_id, actor=CLERK)
    assert capture(next_work(house, reader)) == State.IN_REVIEW
    invoice, _ = load_invoice(house, organisation, work.claim.document_id)
    assert [finding.pages for finding in invoice.findings if finding.pages] == [parse_ranges("1-2, 4")]


def test_a_doubtful_stack_waits_for_a_person_who_has_it_split(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, DOUBTFUL, "two.pdf")
    document = work.claim.document_id
    assert capture(work) == State.IN_REVIEW
    request_split(house, organisation, document, parse_ranges("1, 2"), actor=CLERK, expected_version=1)
    assert capture(next_work(house, reader)) == State.UNPACKED
    assert load_original(house, organisation, document) == DOUBTFUL
    assert [row.name for row in list_parts(house, organisation, document)] == ["two 1.pdf", "two 2.pdf"]
    assert capture(next_work(house, reader)) == State.IN_REVIEW
    children = [row.part_id for row in list_parts(house, organisation, document)]
    assert all(load_document(house, organisation, child).parent_id == document for child in children if child)


@pytest.mark.parametrize("content", [b"%PDF-1.7 torn", pdf(FIRST)])
def test_what_cannot_be_cut_as_its_pages_seemed_stays_whole(
    house: House, organisation: str, reader: Reader, content: bytes
) -> None:
    work = claimed(house, organisation, reader, STACK, "stack.pdf")
    captured = reader.capture(STACK, "stack.pdf")
    assert captured.division
    other = Original(content, "stack.pdf", Kind.PDF)
    assert not asyncio.run(splitting.is_split(work, other, captured))
    assert load_document(house, organisation, work.claim.document_id).state is State.READING
