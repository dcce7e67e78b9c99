"""Previews: what was read of a long document so far is seen and found, and nothing is decided on it."""

import pytest
from sqlalchemy import select

from models.errors import DamagedDocument, LeaseLost, NotFound, NotReady, StateConflict
from models.evidence import Value, Witness
from models.page import Page, Transcript
from models.states import State
from models.tables.work import StepResultTable
from models.terms import Term
from storage.bookings import list_bookings
from storage.documents import list_documents, load_document, load_page_image, request_reading
from storage.house import House
from storage.jobs import Preview, claim_job, fail_job, finish_capture, release_job, save_pages
from storage.previews import load_preview
from storage.readings import load_invoice, load_transcript, load_versions
from storage.reviews import approve, correct_fields, reject, reopen, undo_correction
from storage.rows import Claim
from tests.storage.samples import CLERK, Image, capture, claim, invoice, receive

FIRST = Transcript("pdf", (Page(0, 595, 842, Witness.OCR), Page(39, 595, 842, Witness.OCR)))
SO_FAR: dict[Term, Value | None] = {Term.TOTAL_GROSS: None, Term.INVOICE_NUMBER: "FIRST-1"}


def show(house: House, held: Claim, changes: dict[Term, Value | None] | None = None) -> None:
    images = [Image(0, b"first"), Image(39, b"last")]
    save_pages(house, held, FIRST, images, Preview(invoice(SO_FAR if changes is None else changes), 40))


def test_fields_and_pages_are_there_while_the_rest_is_read(house: House, org: str, other_org: str) -> None:
    document_id = receive(house, org)
    show(house, claim(house))
    assert load_preview(house, org, document_id) == Preview(invoice(SO_FAR), 40)
    assert load_preview(house, other_org, document_id) is None
    assert load_transcript(house, org, document_id) == FIRST
    assert load_page_image(house, org, document_id, 39) == (b"last", "image/jpeg")
    (row,) = list_documents(house, org, search="first-1").rows
    assert (row.id, row.state, row.version, row.pages, row.is_preview) == (document_id, State.READING, 0, 2, True)
    assert (row.invoice_number, row.total_gross) == ("FIRST-1", None)


def test_a_document_without_a_preview_shows_none(house: House, org: str) -> None:
    document_id = receive(house, org)
    save_pages(house, claim(house), FIRST, [Image(0, b"first")])
    assert load_preview(house, org, document_id) is None
    assert not load_document(house, org, document_id).is_preview


def test_a_preview_is_sealed_and_no_version(house: House, org: str) -> None:
    document_id = receive(house, org)
    show(house, claim(house))
    with house.session() as session:
        assert b"FIRST-1" not in session.scalars(select(StepResultTable)).one().content
    assert load_versions(house, org, document_id) == []
    with pytest.raises(NotFound):
        load_invoice(house, org, document_id)


def test_nothing_is_decided_or_corrected_on_a_preview(house: House, org: str) -> None:
    document_id = receive(house, org)
    show(house, claim(house), {})
    with pytest.raises(NotReady):
        approve(house, org, document_id, actor=CLERK, expected_version=0)
    with pytest.raises(StateConflict):
        correct_fields(house, org, document_id, {"iban": None}, actor=CLERK, expected_version=0)
    with pytest.raises(StateConflict):
        reject(house, org, document_id, actor=CLERK, reason="too early")
    assert list_bookings(house, org).total == 0


def test_the_whole_reading_is_the_first_version_and_takes_its_place(house: House, org: str) -> None:
    document_id = receive(house, org)
    held = claim(house)
    show(house, held)
    save_pages(house, held, Transcript("pdf"), [Image(number, b"%d" % number) for number in range(40)])
    assert finish_capture(house, held, invoice(), State.IN_REVIEW, "captured") is State.IN_REVIEW
    document = load_document(house, org, document_id)
    assert (document.version, document.invoice_number, document.pages, document.is_preview) == (
        1,
        "2024-117",
        40,
        False,
    )
    assert [version.origin for version in load_versions(house, org, document_id)] == ["capture"]
    assert list_documents(house, org, search="first-1").total == 0
    with pytest.raises(NotReady):
        undo_correction(house, org, document_id, actor=CLERK, expected_version=1)


def test_a_worker_that_lost_its_lease_shows_nothing(house: House, org: str) -> None:
    document_id = receive(house, org)
    late = claim(house, seconds=-1)
    claim(house)
    with pytest.raises(LeaseLost):
        show(house, late)
    assert load_preview(house, org, document_id) is None
    assert load_document(house, org, document_id).seller_name is None


def test_the_next_worker_shows_it_again(house: House, org: str) -> None:
    document_id = receive(house, org)
    show(house, claim(house, seconds=-1))
    again = claim(house)
    assert load_document(house, org, document_id).is_preview
    show(house, again, {Term.INVOICE_NUMBER: "FIRST-2"})
    finish_capture(house, again, invoice(), State.IN_REVIEW, "captured")
    assert len(load_versions(house, org, document_id)) == 1
    with house.session() as session:
        assert len(session.scalars(select(StepResultTable)).all()) == 1


def test_a_preview_makes_no_other_document_a_duplicate(house: House, org: str) -> None:
    first = receive(house, org, b"long")
    held = claim(house)
    show(house, held, {})
    second = capture(house, org, b"short")
    assert load_document(house, org, second).duplicate_of is None
    finish_capture(house, held, invoice(), State.IN_REVIEW, "captured")
    assert load_document(house, org, first).duplicate_of == second


def test_a_document_that_fails_after_its_first_pages_keeps_them_and_is_read_anew(house: House, org: str) -> None:
    document_id = receive(house, org)
    held = claim(house)
    show(house, held)
    assert fail_job(house, held, DamagedDocument("Torn.")) is State.QUARANTINED
    assert load_preview(house, org, document_id) is not None
    with pytest.raises(NotReady):
        approve(house, org, document_id, actor=CLERK, expected_version=0)
    request_reading(house, org, document_id, actor=CLERK, cause="asked_again")
    assert load_preview(house, org, document_id) is not None
    assert claim(house).version == 0


def test_a_rejected_document_with_a_preview_is_read_before_it_is_reviewed(house: House, org: str) -> None:
    document_id = receive(house, org)
    held = claim(house)
    show(house, held)
    release_job(house, held)
    reject(house, org, document_id, actor=CLERK, reason="not ours")
    assert claim_job(house, "worker", 60) is None
    reopen(house, org, document_id, actor=CLERK)
    assert load_document(house, org, document_id).state is State.RECEIVED
    assert claim(house).document_id == document_id


def test_what_was_read_before_stands_until_it_is_read_again(house: House, org: str) -> None:
    document_id = capture(house, org)
    request_reading(house, org, document_id, actor=CLERK, cause="asked_again")
    held = claim(house)
    assert held.version == 1
    show(house, held)
    assert load_preview(house, org, document_id) is None
    assert load_document(house, org, document_id).invoice_number == "2024-117"
