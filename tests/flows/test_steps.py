"""The steps of a capture over a real house and reader; what is done is not done again."""

import asyncio
from dataclasses import replace
from unittest.mock import patch

import pytest

from extractors.document import READING_VERSION
from extractors.kind import Kind
from extractors.sandbox import Reader
from flows import steps
from flows.ingesting import ACTOR
from flows.originals import Original
from flows.work import Work, working_on
from models.errors import EngineCrashed, LeaseLost, MalwareFound, ScannerUnavailable, UnsupportedKind
from models.invoice import Invoice
from models.states import State
from models.terms import DocumentClass
from storage.documents import (
    list_documents,
    list_parts,
    load_document,
    load_original,
    load_page_image,
    receive_document,
)
from storage.house import House
from storage.jobs import claim_job, load_step
from storage.readings import load_invoice, load_transcript
from tests.clamav_server import MALICE, NAME, clamav_server
from tests.extractors.papers import ADVICE, pdf, portfolio, with_attachment
from tests.flows.hand_in import claimed
from tests.journeys.papers import draw_digital
from tests.signed_pdfs import signed


async def capture(work: Work) -> str:
    """The body of the flow, its tasks called as plain functions."""
    with working_on(work):
        original = await steps.open_original.fn()
        if original.kind.is_container:
            return await steps.receive_parts.fn(original)
        invoice = await steps.read.fn(original)
        return await steps.decide.fn(steps.check(invoice)) if invoice else State.UNPACKED


def test_document_is_read_kept_and_waits_for_a_person(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, draw_digital("T-1"), "digital.pdf")
    assert asyncio.run(capture(work)) == State.IN_REVIEW
    document = work.claim.document_id
    assert load_document(house, organisation, document).state is State.IN_REVIEW
    assert load_invoice(house, organisation, document)[1] == 1
    assert "T-1" in load_transcript(house, organisation, document).pages[0].text
    assert load_page_image(house, organisation, document, 0)[0]


def test_signed_document_stays_byte_for_byte_and_a_copy_is_read(
    house: House, organisation: str, reader: Reader
) -> None:
    content = signed(draw_digital("T-9"))
    work = claimed(house, organisation, reader, content, "signed.pdf")
    assert asyncio.run(capture(work)) == State.IN_REVIEW
    assert load_original(house, organisation, work.claim.document_id) == content
    assert "T-9" in load_transcript(house, organisation, work.claim.document_id).pages[0].text


def test_step_that_is_done_is_skipped(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, draw_digital("T-2"), "digital.pdf")

    async def read_twice() -> tuple[Invoice | None, Invoice | None]:
        with working_on(work):
            first = await steps.read.fn(await steps.open_original.fn())
            return first, await steps.read.fn(Original(b"gone", "", Kind.PDF))

    first, second = asyncio.run(read_twice())
    assert first is not None
    assert second is not None
    assert first.to_json() == second.to_json()
    assert load_step(house, work.claim, "read", READING_VERSION) is not None
    assert load_step(house, work.claim, "read", "another version") is None


def test_reader_that_gives_no_answer_is_given_up_and_reads_again(house: House, organisation: str) -> None:
    content = draw_digital("T-4")
    with Reader(workers=1, warm=False) as stuck, patch.object(Reader, "patience", 3.0):
        assert stuck.unpack(b"From: a@b.example\r\nSubject: None\r\n\r\nText", Kind.EML).documents == ()
        channel = stuck._pool._pool_manager.worker_manager.workers_channel
        assert channel is not None
        with channel.lock(), pytest.raises(EngineCrashed, match="no answer"):
            asyncio.run(capture(claimed(house, organisation, stuck, content, "digital.pdf")))
    with Reader(workers=1, warm=False) as anew:
        anew.give_up()
        assert anew.capture(content).read.transcript.pages


def test_worker_that_lost_its_lease_writes_nothing(house: House, organisation: str, reader: Reader) -> None:
    receive_document(house, organisation, draw_digital("T-3"), "digital.pdf", channel="cli", actor=ACTOR)
    first, second = claim_job(house, "slow", 0), claim_job(house, "quick", 60)
    assert first is not None
    assert second is not None
    with pytest.raises(LeaseLost):
        asyncio.run(capture(Work(house, reader, first)))
    assert load_step(house, second, "read", READING_VERSION) is None


def test_mail_is_unpacked_into_documents_of_its_own(house: House, organisation: str, reader: Reader) -> None:
    mail = (
        b"From: a@b.example\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=i.pdf\r\n\
Content-Disposition: attachment; filename=i.pdf\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%PDF-1.4 short\r\n"
    )
    work = claimed(house, organisation, reader, mail, "mail.eml")
    assert asyncio.run(capture(work)) == State.UNPACKED
    child = claim_job(house, "worker", 60)
    assert child is not None
    assert load_document(house, organisation, child.document_id).parent_id == work.claim.document_id


def test_what_is_attached_to_a_pdf_is_received_beside_it(house: House, organisation: str, reader: Reader) -> None:
    content = with_attachment(with_attachment(draw_digital("T-5"), "other.pdf", draw_digital("T-6")), "a.txt", b"words")
    work = claimed(house, organisation, reader, content, "both.pdf")
    assert asyncio.run(capture(work)) == State.IN_REVIEW
    left, taken = list_parts(house, organisation, work.claim.document_id)
    assert (left.name, left.reason, taken.name) == ("a.txt", "unsupported_kind", "other.pdf")
    assert taken.part_id is not None
    assert load_document(house, organisation, taken.part_id).parent_id == work.claim.document_id


def test_portfolio_gives_its_documents_and_is_none_itself(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, portfolio(pdf(ADVICE), ("a.pdf", draw_digital("T-7"))), "folio.pdf")
    assert asyncio.run(capture(work)) == State.UNPACKED
    (row,) = list_documents(house, organisation, states=[State.RECEIVED]).rows
    assert (row.name, row.parent_id) == ("a.pdf", work.claim.document_id)
    assert load_document(house, organisation, work.claim.document_id).state is State.UNPACKED


def test_file_that_holds_no_invoices_is_a_document_error(house: House, organisation: str, reader: Reader) -> None:
    with pytest.raises(UnsupportedKind):
        asyncio.run(capture(claimed(house, organisation, reader, b"some notes", "notes.txt")))


def test_malware_is_refused_before_anything_looks_into_it(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, b"no kind of document: " + MALICE, "odd.bin")
    with clamav_server() as clamd, pytest.raises(MalwareFound, match=NAME):
        asyncio.run(capture(replace(work, clamav=clamd.address)))


def test_nothing_is_opened_while_the_scanner_is_away(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, b"no kind of document", "odd.bin")
    with pytest.raises(ScannerUnavailable):
        asyncio.run(capture(replace(work, clamav="/nobody/listens.here")))


def test_broken_rules_become_findings_once() -> None:
    invoice = steps.check(Invoice(DocumentClass.INVOICE))
    assert steps.check(invoice) == invoice
