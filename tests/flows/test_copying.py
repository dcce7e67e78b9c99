"""The step that keeps a searchable copy, over a real house and reader."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.kind import Kind
from extractors.sandbox import Reader
from extractors.text_layer import read_text_layer
from flows import copying, steps
from flows.originals import Original
from flows.work import Work, working_on
from models.errors import NotFound
from storage.documents import load_copy, load_original
from storage.house import House
from storage.jobs import load_step
from storage.readings import load_transcript
from tests.flows.hand_in import claimed
from tests.journeys.papers import draw_scan

XML = Path(__file__).parents[1] / "documents" / "einvoice" / "ubl-invoice.xml"


def wanted(house: House, organisation: str, reader: Reader, content: bytes, name: str) -> Work:
    """A document whose copy is wanted, in a worker's hand."""
    return replace(claimed(house, organisation, reader, content, name), copies=True)


async def read_and_copy(work: Work) -> Original:
    """What the flow does until a copy is kept, its tasks called as plain functions."""
    with working_on(work):
        original = await steps.open_original.fn()
        await steps.read.fn(original)
        await copying.keep_copy.fn(original)
        return original


def test_a_copy_with_the_words_is_kept_beside_the_original(house: House, organisation: str, reader: Reader) -> None:
    content = draw_scan("T-7", pages=1)
    work = wanted(house, organisation, reader, content, "scan.pdf")
    asyncio.run(read_and_copy(work))
    document = work.claim.document_id
    copy, transcript = load_copy(house, organisation, document), load_transcript(house, organisation, document)
    assert read_text_layer(copy)[0].text == transcript.pages[0].text
    assert load_original(house, organisation, document) == content
    assert load_step(house, work.claim, "copy", copying.COPY_VERSION) == {"claims": "PDF/A-2b"}


def test_a_copy_that_was_kept_is_not_made_again(house: House, organisation: str, reader: Reader) -> None:
    work = wanted(house, organisation, reader, draw_scan("T-8", pages=1), "scan.pdf")
    original = asyncio.run(read_and_copy(work))
    with Reader(workers=1, warm=False) as closed:
        closed.close()
        with working_on(replace(work, reader=closed)):
            asyncio.run(copying.keep_copy.fn(original))
    assert load_copy(house, organisation, work.claim.document_id)


def test_a_document_without_pages_has_no_copy(house: House, organisation: str, reader: Reader) -> None:
    work = wanted(house, organisation, reader, XML.read_bytes(), "invoice.xml")
    asyncio.run(read_and_copy(work))
    with pytest.raises(NotFound):
        load_copy(house, organisation, work.claim.document_id)


def test_a_document_of_which_no_copy_can_be_made_goes_without(house: House, organisation: str, reader: Reader) -> None:
    work = wanted(house, organisation, reader, draw_scan("T-9", pages=1), "scan.pdf")

    async def copy_of_the_broken() -> None:
        with working_on(work):
            await steps.read.fn(await steps.open_original.fn())
            await copying.keep_copy.fn(Original(b"%PDF-1.7 torn", "scan.pdf", Kind.PDF))

    asyncio.run(copy_of_the_broken())
    with pytest.raises(NotFound):
        load_copy(house, organisation, work.claim.document_id)
