"""Documents that a person wants joined are bound to one by a worker, and that one is read like any other."""

import asyncio

import pytest

from extractors.sandbox import Reader
from flows import joining, steps
from flows.claims import give_up
from flows.work import Work, working_on
from models.errors import DocumentError
from models.page_ranges import PageRange
from models.states import State
from models.terms import Term
from storage.documents import list_parts, load_document, load_original
from storage.house import House
from storage.jobs import claim_job
from storage.readings import load_invoice, load_transcript
from storage.reviews import request_join, take_apart
from tests.extractors.papers import encoded, encrypted, joined, pdf, picture
from tests.extractors.stacks.test_finding import TERMS, bill
from tests.flows.hand_in import claimed
from tests.storage.samples import CLERK

BILL = bill("2024-0815")
HEAD, TAIL = BILL[: len(BILL) // 2], BILL[len(BILL) // 2 :]


def capture(work: Work) -> str:
    """The body of the flow, its tasks called as plain functions."""

    async def run() -> str:
        with working_on(work):
            original = await steps.open_original.fn()
            if work.claim.joining:
                return await joining.join_as_asked.fn(original)
            invoice = await steps.read.fn(original)
            return await steps.decide.fn(steps.check(invoice)) if invoice else State.UNPACKED

    return asyncio.run(run())


def read(house: House, organisation: str, reader: Reader, content: bytes, name: str) -> str:
    work = claimed(house, organisation, reader, content, name)
    assert capture(work) == State.IN_REVIEW
    return work.claim.document_id


def next_work(house: House, reader: Reader) -> Work:
    claim = claim_job(house, "worker", 60)
    assert claim is not None
    return Work(house, reader, claim)


def test_two_pages_of_one_invoice_become_one_that_is_whole(house: House, organisation: str, reader: Reader) -> None:
    first = read(house, organisation, reader, pdf(HEAD), "first.pdf")
    photo = encoded(picture(pdf(TAIL), dpi=200), "JPEG", dpi=(200, 200), quality=92)
    second = read(house, organisation, reader, photo, "second.jpg")
    assert load_invoice(house, organisation, first)[0].amount(Term.TOTAL_GROSS) is None
    request_join(house, organisation, {first: 1, second: 1}, actor=CLERK)
    assert capture(next_work(house, reader)) == State.DUPLICATE
    work = next_work(house, reader)
    whole = work.claim.document_id
    assert capture(work) == State.IN_REVIEW
    invoice, _ = load_invoice(house, organisation, whole)
    assert invoice.text(Term.INVOICE_NUMBER) == "2024-0815"
    assert invoice.amount(Term.TOTAL_GROSS) is not None
    assert len(load_transcript(house, organisation, whole).pages) == 2
    assert [part.pages for part in list_parts(house, organisation, whole)] == [PageRange(0, 0), PageRange(1, 1)]
    assert load_original(house, organisation, second) == photo
    take_apart(house, organisation, whole, actor=CLERK, expected_version=1)
    states = [load_document(house, organisation, each).state for each in (first, second, whole)]
    assert states == [State.IN_REVIEW, State.IN_REVIEW, State.UNPACKED]


def test_what_a_person_joined_is_not_split_unasked(house: House, organisation: str, reader: Reader) -> None:
    parts = (pdf(BILL), pdf(bill("2024-0816", day="21 May 2024", total="88.10")))
    assert reader.capture(joined(parts[0], pdf(TERMS), pdf(("PATCH T",)), parts[1]), "stack.pdf").division
    documents = [read(house, organisation, reader, part, f"{at}.pdf") for at, part in enumerate(parts)]
    request_join(house, organisation, dict.fromkeys(documents, 1), actor=CLERK)
    assert capture(next_work(house, reader)) == State.DUPLICATE
    assert capture(next_work(house, reader)) == State.IN_REVIEW


def test_what_cannot_be_joined_is_in_review_again_and_says_why(
    house: House, organisation: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(house, organisation, reader, pdf(HEAD), "first.pdf")
    second = read(house, organisation, reader, pdf(TAIL), "second.pdf")
    request_join(house, organisation, {first: 1, second: 1}, actor=CLERK)
    locked = encrypted(pdf(TAIL), user="geheim")
    monkeypatch.setattr(joining, "load_original", lambda *_: locked)
    work = next_work(house, reader)
    with pytest.raises(DocumentError) as refusal:
        capture(work)
    asyncio.run(give_up(work, refusal.value))
    lead, other = (load_document(house, organisation, each) for each in (first, second))
    assert (lead.state, other.state) == (State.IN_REVIEW, State.IN_REVIEW)
    assert lead.error_message == "The PDF opens only with a password."
    assert claim_job(house, "worker", 60) is None
