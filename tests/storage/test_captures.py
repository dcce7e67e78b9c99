"""What a worker writes: steps, pages, the reading; and what a document with the same content is told."""

from datetime import date

import pytest
from sqlalchemy import select

from models.errors import LeaseLost, NotFound
from models.evidence import Value, Witness
from models.geometry import Box
from models.page import Page, Transcript, Word
from models.states import State
from models.tables.work import StepResultTable
from models.terms import Term
from storage.documents import list_objects, load_copy, load_document, load_page_image, request_reading
from storage.house import House
from storage.jobs import finish_capture, load_step, record_step, save_copy, save_pages
from storage.readings import load_invoice, load_page, load_transcript, load_versions
from storage.reviews import reject
from tests.storage.samples import CLERK, Image, capture, claim, invoice, receive

TRANSCRIPT = Transcript("pdf", (Page(0, 595, 842, Witness.OCR, (Word("Račun", Box(1, 2, 3, 4), 0.5),)),))


def test_what_a_step_found_is_there_for_the_next_worker(house: House, org: str) -> None:
    receive(house, org)
    first = claim(house, seconds=-1)
    record_step(house, first, "read", "1", {"words": ["IBAN", 7, None]})
    second = claim(house)
    assert load_step(house, second, "read", "1") == {"words": ["IBAN", 7, None]}
    assert load_step(house, second, "read", "2") is None
    assert load_step(house, second, "extract", "1") is None


def test_a_step_may_be_recorded_again(house: House, org: str) -> None:
    receive(house, org)
    held = claim(house)
    record_step(house, held, "read", "1", {"n": 1})
    record_step(house, held, "read", "1", {"n": 2})
    assert load_step(house, held, "read", "1") == {"n": 2}


def test_results_of_steps_are_sealed_and_forgotten_for_a_new_reading(house: House, org: str) -> None:
    document_id = receive(house, org)
    held = claim(house)
    record_step(house, held, "read", "1", {"iban": "SI56191000000123438"})
    with house.session() as session:
        assert b"SI56" not in session.scalars(select(StepResultTable)).one().content
    finish_capture(house, held, invoice(), State.IN_REVIEW, "fields_unsure")
    request_reading(house, org, document_id, actor=CLERK, cause="retry")
    assert load_step(house, claim(house), "read", "1") is None


def test_pages_and_transcript_are_kept(house: House, org: str, other_org: str) -> None:
    document_id = receive(house, org)
    save_pages(house, claim(house), TRANSCRIPT, [Image(0, b"jpeg"), Image(1, b"png", "image/png")])
    assert load_transcript(house, org, document_id) == TRANSCRIPT
    assert load_page(house, org, document_id, 0) == TRANSCRIPT.pages[0]
    sizes = [
        (page.number, page.width, page.words) for page in load_transcript(house, org, document_id, words=False).pages
    ]
    assert sizes == [(page.number, page.width, ()) for page in TRANSCRIPT.pages]
    assert load_page_image(house, org, document_id, 0) == (b"jpeg", "image/jpeg")
    assert load_page_image(house, org, document_id, 1) == (b"png", "image/png")
    assert load_document(house, org, document_id).pages == 2
    for organisation, number in ((org, 2), (other_org, 0)):
        with pytest.raises(NotFound):
            load_page_image(house, organisation, document_id, number)
        with pytest.raises(NotFound):
            load_page(house, organisation, document_id, number)


def test_a_searchable_copy_is_kept_until_the_document_is_read_again(house: House, org: str, other_org: str) -> None:
    document_id = receive(house, org)
    held = claim(house)
    save_pages(house, held, TRANSCRIPT, [Image(0, b"jpeg")])
    for content in (b"%PDF first", b"%PDF second"):
        save_copy(house, held, content)
    assert load_copy(house, org, document_id) == b"%PDF second"
    assert load_page_image(house, org, document_id, 0) == (b"jpeg", "image/jpeg")
    assert sum("searchable" in key for key in house.objects.list(f"{org}/{document_id}/")) == 1
    with pytest.raises(NotFound):
        load_copy(house, other_org, document_id)
    save_pages(house, held, TRANSCRIPT, [Image(0, b"jpeg")])
    with pytest.raises(NotFound):
        load_copy(house, org, document_id)


def test_a_worker_that_lost_its_lease_keeps_no_copy(house: House, org: str) -> None:
    document_id = receive(house, org)
    late = claim(house, seconds=-1)
    claim(house)
    with pytest.raises(LeaseLost):
        save_copy(house, late, b"%PDF")
    with pytest.raises(NotFound):
        load_copy(house, org, document_id)


def test_a_page_that_was_changed_is_kept_as_it_came_too(house: House, org: str, other_org: str) -> None:
    document_id = receive(house, org)
    held = claim(house)
    save_pages(house, held, TRANSCRIPT, [Image(0, b"same"), Image(1, b"upright", raw=Image(1, b"sideways"))])
    assert load_page_image(house, org, document_id, 1, raw=True) == (b"sideways", "image/jpeg")
    assert ("raw", 1) in list_objects(house, org, document_id)
    assert list_objects(house, other_org, document_id) == frozenset()
    save_pages(house, held, TRANSCRIPT, [Image(0, b"same"), Image(1, b"upright")])
    assert ("raw", 1) not in list_objects(house, org, document_id)


def test_new_pages_take_the_place_of_old_ones(house: House, org: str) -> None:
    document_id = receive(house, org)
    held = claim(house)
    save_pages(house, held, TRANSCRIPT, [Image(0, b"one"), Image(1, b"two")])
    save_pages(house, held, TRANSCRIPT, [Image(0, b"three")])
    assert load_page_image(house, org, document_id, 0) == (b"three", "image/jpeg")
    assert len(list(house.objects.list(f"{org}/{document_id}/"))) == 3


def test_before_the_first_reading_there_is_none(house: House, org: str) -> None:
    document_id = receive(house, org)
    for load in (load_invoice, load_transcript):
        with pytest.raises(NotFound):
            load(house, org, document_id)
    assert load_versions(house, org, document_id) == []


def test_a_capture_is_a_version_with_its_projection(house: House, org: str) -> None:
    document_id = capture(house, org)
    assert load_invoice(house, org, document_id) == (invoice(), 1)
    document = load_document(house, org, document_id)
    assert (document.state, document.version, document.confidence) == (State.IN_REVIEW, 1, 0.9)
    assert (document.seller_name, document.issue_date) == ("Čebelarstvo Žolna d.o.o.", date(2024, 3, 15))
    assert str(document.total_gross) == "122.00"
    assert [(version.version, version.origin) for version in load_versions(house, org, document_id)] == [(1, "capture")]


def test_broken_characters_are_kept_and_break_nothing(house: House, org: str) -> None:
    broken = invoice({Term.SELLER_NAME: "Bro\x00ken \ud800 d.o.o.", Term.INVOICE_NUMBER: "\x00\udfff"})
    document_id = capture(house, org, reading=broken)
    assert load_invoice(house, org, document_id)[0] == broken
    assert load_document(house, org, document_id).seller_name == "Broken ? d.o.o."


def test_another_organisation_reads_nothing(house: House, org: str, other_org: str) -> None:
    document_id = capture(house, org)
    with pytest.raises(NotFound):
        load_invoice(house, other_org, document_id)
    with pytest.raises(NotFound):
        load_versions(house, other_org, document_id)


def test_an_invoice_that_came_before_in_another_form_is_told_and_goes_to_review(house: House, org: str) -> None:
    first = capture(house, org, b"the pdf")
    second = receive(house, org, b"the photo")
    same = invoice({Term.INVOICE_NUMBER: "2024 / 117", Term.SELLER_NAME: "ČEBELARSTVO ŽOLNA d.o.o"})
    finish_capture(house, claim(house), same, State.READY, "all_sure")
    document = load_document(house, org, second)
    assert (document.duplicate_of, document.state) == (first, State.IN_REVIEW)
    assert [finding.code for finding in load_invoice(house, org, second)[0].findings] == ["duplicate_invoice"]
    assert load_document(house, org, first).duplicate_of is None


@pytest.mark.parametrize(
    "other",
    [
        {Term.ISSUE_DATE: date(2025, 3, 15)},
        {Term.INVOICE_NUMBER: "2024-118"},
        {Term.INVOICE_NUMBER: None},
        {Term.SELLER_NAME: "Somebody else"},
        {Term.SELLER_NAME: None},
    ],
)
def test_another_year_number_or_seller_is_another_invoice(
    house: House, org: str, other: dict[Term, Value | None]
) -> None:
    capture(house, org, b"one")
    assert load_document(house, org, capture(house, org, b"two", invoice(other))).duplicate_of is None


def test_the_vat_number_knows_the_seller_under_another_name(house: House, org: str) -> None:
    first = capture(house, org, b"one", invoice({Term.SELLER_VAT_ID: "SI12345679"}))
    changes: dict[Term, Value | None] = {
        Term.SELLER_VAT_ID: "SI12345679",
        Term.SELLER_NAME: "Žolna",
        Term.ISSUE_DATE: None,
    }
    assert load_document(house, org, capture(house, org, b"two", invoice(changes))).duplicate_of == first


def test_rejected_documents_and_other_organisations_are_no_originals(house: House, org: str, other_org: str) -> None:
    reject(house, org, capture(house, org, b"one"), actor=CLERK, reason="not ours")
    capture(house, other_org, b"one")
    assert load_document(house, org, capture(house, org, b"two")).duplicate_of is None
