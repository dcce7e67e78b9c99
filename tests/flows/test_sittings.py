"""A long scan through the steps of a capture: its first pages are there to be seen while the rest is read."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import update

from extractors.document import Captured, DocumentRead, Rest, Sitting
from extractors.notes import Notes
from extractors.sandbox import Reader
from flows import steps
from flows.work import Work
from models.errors import EngineCrashed, LeaseLost, StorageUnavailable
from models.invoice import Invoice
from models.page import Transcript
from models.states import State
from models.tables.work import JobTable
from models.terms import DocumentClass, Term
from storage.database import now
from storage.documents import list_objects, load_document
from storage.house import House
from storage.jobs import claim_job, fail_job, save_pages
from storage.previews import Preview, load_preview
from storage.readings import load_invoice, load_versions
from tests.flows.hand_in import claimed
from tests.flows.test_steps import capture
from tests.journeys.papers import draw_digital, draw_scan, draw_scan_with_annex

PAGES = 20  # more than five seconds of reading, on a quick machine too


@contextmanager
def saved_pages(meanwhile: Callable[[], object]) -> Iterator[list[Preview | None]]:
    """What the pages were saved with each time; `meanwhile` happens before the first."""
    saved: list[Preview | None] = []

    def save(*arguments: Any) -> None:
        if not saved:
            meanwhile()
        saved.append(arguments[4] if len(arguments) > 4 else None)
        save_pages(*arguments)

    with patch.object(steps, "save_pages", save):
        yield saved


def nothing() -> None:
    pass


def test_first_pages_of_a_long_scan_are_seen_before_it_is_read(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, draw_scan_with_annex("L-1", PAGES), "long.pdf")
    with saved_pages(nothing) as saved:
        assert asyncio.run(capture(work)) == State.IN_REVIEW
    document = work.claim.document_id
    *previews, last = saved
    assert previews
    assert last is None
    assert all(preview and preview.pages == PAGES for preview in previews)
    kept = load_preview(house, organisation, document)
    assert kept is not None
    assert previews[-1] is not None
    assert kept.invoice.to_json() == previews[-1].invoice.to_json()
    assert previews[0] is not None
    assert previews[0].invoice.text(Term.INVOICE_NUMBER) == "L-1"
    assert load_invoice(house, organisation, document)[0].text(Term.INVOICE_NUMBER) == "L-1"
    assert len(load_versions(house, organisation, document)) == 1
    assert load_document(house, organisation, document).pages == PAGES


@pytest.mark.parametrize("content", [draw_digital("S-1"), draw_scan("S-2", pages=4)], ids=["digital", "scan"])
def test_what_is_soon_read_has_no_preview(content: bytes, house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, content, "short.pdf")
    with saved_pages(nothing) as saved:
        asyncio.run(capture(work))
    assert saved == [None]


@pytest.mark.parametrize(("version", "sitting"), [(0, Sitting()), (1, None)])
def test_only_what_was_never_read_is_read_in_sittings(
    version: int, sitting: Sitting | None, house: House, organisation: str, reader: Reader
) -> None:
    work = claimed(house, organisation, reader, draw_digital("A-1"), "again.pdf")
    with patch.object(reader, "submit", wraps=reader.submit) as submit:
        asyncio.run(capture(replace(work, claim=replace(work.claim, version=version))))
    assert submit.call_args.args[-1] == sitting


def test_worker_that_lost_its_lease_shows_nothing_and_reads_no_further(
    house: House, organisation: str, reader: Reader
) -> None:
    work = claimed(house, organisation, reader, draw_scan_with_annex("L-2", PAGES), "long.pdf")
    with saved_pages(lambda: take_over(work)) as saved, pytest.raises(LeaseLost):
        asyncio.run(capture(work))
    assert len(saved) == 1
    assert load_preview(house, organisation, work.claim.document_id) is None
    assert list_objects(house, organisation, work.claim.document_id) == {("original", 0)}


def test_reader_that_dies_in_the_annex_leaves_the_preview_and_the_document_waits(
    house: House, organisation: str
) -> None:
    content = draw_scan_with_annex("L-5", PAGES)
    with Reader(workers=1) as own:
        work = claimed(house, organisation, own, content, "long.pdf")
        with saved_pages(lambda: kill_readers(own)), pytest.raises(EngineCrashed):
            asyncio.run(capture(work))
        document = work.claim.document_id
        assert load_preview(house, organisation, document) is not None
        assert fail_job(house, work.claim, EngineCrashed("It died.")) is State.RECEIVED
        assert load_versions(house, organisation, document) == []


def test_store_that_is_away_costs_the_preview_and_not_the_reading(
    house: House, organisation: str, reader: Reader
) -> None:
    work = claimed(house, organisation, reader, draw_digital("L-3"), "long.pdf")
    rest = Rest(3, PAGES, Notes(30.0))
    so_far = Captured(DocumentRead(Transcript("pdf"), (), rest=rest), Invoice(DocumentClass.INVOICE), 1.0)
    with patch.object(steps, "save_pages", side_effect=StorageUnavailable("The store is away.")):
        asyncio.run(steps._show(work, so_far))
    assert load_preview(house, organisation, work.claim.document_id) is None
    asyncio.run(steps._show(work, so_far))
    assert load_preview(house, organisation, work.claim.document_id) == Preview(so_far.invoice, PAGES)


def test_portfolio_shows_nothing_of_its_cover(house: House, organisation: str, reader: Reader) -> None:
    work = claimed(house, organisation, reader, draw_digital("L-4"), "folio.pdf")
    read = DocumentRead(Transcript("pdf"), (), portfolio=True, rest=Rest(3, PAGES, Notes(30.0)))
    asyncio.run(steps._show(work, Captured(read, Invoice(DocumentClass.INVOICE), 1.0)))
    assert load_preview(house, organisation, work.claim.document_id) is None


def take_over(work: Work) -> None:
    """Another worker finds the lease lapsed, and takes the document."""
    with work.house.session(write=True) as session:
        session.execute(update(JobTable).values(leased_until=now(session) - timedelta(seconds=1)))
    assert claim_job(work.house, "another", 60) is not None


def kill_readers(reader: Reader) -> None:
    for process in reader._pool._pool_manager.worker_manager.workers:
        os.kill(process, signal.SIGKILL)
