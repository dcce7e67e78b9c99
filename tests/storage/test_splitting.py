"""A file with several invoices is split, and joined again, without losing anything."""

import pytest

from models.errors import InvalidInput, LeaseLost, NotFound, StateConflict
from models.page import Transcript
from models.page_ranges import LAST_PAGE, PageRange, parse_ranges
from models.parts import PartOutcome
from models.states import State
from models.terms import Term
from storage.audit import list_audit, verify_chain
from storage.documents import (
    list_documents,
    list_parts,
    load_document,
    load_history,
    load_original,
    load_page_image,
    request_reading,
)
from storage.house import House
from storage.jobs import (
    Preview,
    claim_job,
    finish_capture,
    finish_split,
    keep_attached,
    may_split,
    release_job,
    save_pages,
)
from storage.readings import load_invoice
from storage.reviews import approve, join_parts, reject, reopen, request_split
from tests.storage.samples import CLERK, Image, Part, capture, claim, invoice, receive

PAGES = 5
PARTS = (
    Part("stack 1-2.pdf", b"pages 1-2", pages=PageRange(0, 1)),
    Part("stack 3", reason="between_documents", pages=PageRange(2, 2)),
    Part("stack 4-5.pdf", b"pages 4-5", pages=PageRange(3, 4)),
)
RANGES = parse_ranges("1-2, 4-5")


def stack(house: House, org: str) -> str:
    """A document of five pages that was read as one and is in review."""
    document_id = receive(house, org, b"%PDF-1.7 stack", "stack.pdf")
    held = claim(house)
    save_pages(house, held, Transcript("pdf"), [Image(at, b"page %d" % at) for at in range(PAGES)])
    finish_capture(house, held, invoice(), State.IN_REVIEW, "captured")
    return document_id


def split(house: House, org: str) -> tuple[str, tuple[str, ...]]:
    """A document that a person had split, and its parts, which are still to be read."""
    document_id = stack(house, org)
    request_split(house, org, document_id, RANGES, actor=CLERK, expected_version=1)
    return document_id, tuple(receipt.document_id for receipt in finish_split(house, claim(house), PARTS))


def states(house: House, org: str, *documents: str) -> list[State]:
    return [load_document(house, org, document).state for document in documents]


def test_a_stack_that_was_just_read_becomes_its_parts(house: House, org: str) -> None:
    document_id = receive(house, org, b"%PDF-1.7 stack", "stack.pdf")
    held = claim(house)
    assert may_split(house, held)
    receipts = finish_split(house, held, PARTS)
    assert load_document(house, org, document_id).state is State.UNPACKED
    assert load_original(house, org, document_id) == b"%PDF-1.7 stack"
    children = [load_document(house, org, receipt.document_id) for receipt in receipts]
    assert [(child.name, child.parent_id) for child in children] == [
        ("stack 1-2.pdf", document_id),
        ("stack 4-5.pdf", document_id),
    ]
    rows = list_parts(house, org, document_id)
    assert [(row.pages, row.outcome) for row in rows] == [
        (PageRange(0, 1), PartOutcome.DOCUMENT),
        (PageRange(2, 2), PartOutcome.IGNORED),
        (PageRange(3, 4), PartOutcome.DOCUMENT),
    ]
    assert {claim(house).document_id for _ in children} == {child.id for child in children}


def test_what_was_seen_early_of_a_stack_is_gone_once_it_is_split(house: House, org: str) -> None:
    document_id = receive(house, org, b"%PDF-1.7 stack", "stack.pdf")
    held = claim(house)
    save_pages(house, held, Transcript("pdf"), [Image(0, b"page 0")], Preview(invoice(), PAGES))
    assert list_documents(house, org, search="2024-117").total == 1
    finish_split(house, held, PARTS)
    row = load_document(house, org, document_id)
    assert (row.is_preview, row.invoice_number, row.total_gross) == (False, None, None)
    assert list_documents(house, org, search="2024-117").total == 0
    assert [found.id for found in list_documents(house, org, search="stack.pdf").rows] == [document_id]


def test_attached_files_keep_their_rows_beside_the_pages(house: House, org: str) -> None:
    document_id = receive(house, org, b"%PDF-1.7 stack", "stack.pdf")
    held = claim(house)
    keep_attached(house, held, [Part("terms.pdf", b"terms")])
    finish_split(house, held, PARTS)
    assert [(row.number, row.name) for row in list_parts(house, org, document_id)] == [
        (0, "terms.pdf"),
        (1, "stack 1-2.pdf"),
        (2, "stack 3"),
        (3, "stack 4-5.pdf"),
    ]


def test_a_late_worker_splits_nothing(house: House, org: str) -> None:
    receive(house, org, b"%PDF-1.7 stack", "stack.pdf")
    late = claim(house, seconds=-1)
    claim(house)
    with pytest.raises(LeaseLost):
        finish_split(house, late, PARTS)
    assert list_documents(house, org).total == 1


def test_a_person_has_a_document_in_review_split(house: House, org: str) -> None:
    document_id = stack(house, org)
    request_split(house, org, document_id, parse_ranges("1-2, 4"), actor=CLERK, expected_version=1)
    assert load_document(house, org, document_id).state is State.RECEIVED
    held = claim(house)
    assert (held.document_id, held.division) == (document_id, parse_ranges("1-2, 4"))
    release_job(house, held)
    assert claim(house).division == parse_ranges("1-2, 4")


def test_what_was_not_read_of_the_file_goes_with_the_last_part(house: House, org: str) -> None:
    document_id = stack(house, org)
    request_split(house, org, document_id, RANGES, actor=CLERK, expected_version=1)
    assert claim(house).division == (PageRange(0, 1), PageRange(3, LAST_PAGE))


def test_a_split_is_refused_that_does_not_fit(house: House, org: str, other_org: str) -> None:
    document_id = stack(house, org)
    with pytest.raises(InvalidInput):
        request_split(house, org, document_id, parse_ranges("1-2, 3-6"), actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict):
        request_split(house, org, document_id, RANGES, actor=CLERK, expected_version=2)
    with pytest.raises(NotFound):
        request_split(house, other_org, document_id, RANGES, actor=CLERK, expected_version=1)
    approve(house, org, document_id, actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict):
        request_split(house, org, document_id, RANGES, actor=CLERK, expected_version=1)
    assert load_document(house, org, document_id).state is State.BOOKED


def test_a_part_is_no_duplicate_of_the_whole(house: House, org: str) -> None:
    document_id, (first, _) = split(house, org)
    held = claim(house)
    assert held.document_id == first
    finish_capture(house, held, invoice(), State.IN_REVIEW, "captured")
    assert load_document(house, org, first).duplicate_of is None
    assert [row.id for row in list_documents(house, org, search="2024-117").rows] == [first]
    assert load_invoice(house, org, document_id)[1] == 1


def test_joining_brings_the_whole_back_and_sets_the_parts_aside(house: House, org: str) -> None:
    document_id, parts = split(house, org)
    finish_capture(house, claim(house), invoice({Term.INVOICE_NUMBER: "A"}), State.IN_REVIEW, "captured")
    join_parts(house, org, document_id, actor=CLERK)
    assert states(house, org, document_id, *parts) == [State.IN_REVIEW, State.DUPLICATE, State.DUPLICATE]
    assert load_document(house, org, parts[0]).duplicate_of == document_id
    assert list_parts(house, org, document_id) == ()
    assert claim_job(house, "worker", 60) is None
    assert load_page_image(house, org, document_id, 4)[0] == b"page 4"
    (found,) = list_documents(house, org, search="2024-117").rows
    assert (found.id, found.version) == (document_id, 1)
    approve(house, org, document_id, actor=CLERK, expected_version=1)


def test_a_stack_that_was_never_read_whole_is_read_once_joined_and_not_split_again(house: House, org: str) -> None:
    document_id = receive(house, org, b"%PDF-1.7 stack", "stack.pdf")
    finish_split(house, claim(house), PARTS)
    join_parts(house, org, document_id, actor=CLERK)
    held = claim(house)
    assert held.document_id == document_id
    assert not may_split(house, held)
    assert held.division == ()


def test_what_was_read_before_is_not_split_unasked(house: House, org: str) -> None:
    document_id = stack(house, org)
    request_reading(house, org, document_id, actor=CLERK, cause="retry")
    assert not may_split(house, claim(house))


def test_the_same_split_again_takes_up_the_parts_as_they_were(house: House, org: str) -> None:
    document_id, parts = split(house, org)
    finish_capture(house, claim(house), invoice({Term.INVOICE_NUMBER: "A"}), State.IN_REVIEW, "captured")
    join_parts(house, org, document_id, actor=CLERK)
    request_split(house, org, document_id, RANGES, actor=CLERK, expected_version=1)
    again = finish_split(house, claim(house), PARTS)
    assert tuple(receipt.document_id for receipt in again) == parts
    assert states(house, org, document_id, *parts) == [State.UNPACKED, State.IN_REVIEW, State.RECEIVED]
    assert load_document(house, org, parts[0]).duplicate_of is None
    assert [row.outcome for row in list_parts(house, org, document_id) if row.part_id] == [PartOutcome.DOCUMENT] * 2
    assert claim(house).document_id == parts[1]


def test_nothing_is_joined_while_a_part_is_booked_or_read(house: House, org: str) -> None:
    document_id, parts = split(house, org)
    held = claim(house)
    with pytest.raises(StateConflict):
        join_parts(house, org, document_id, actor=CLERK)
    finish_capture(house, held, invoice(), State.IN_REVIEW, "captured")
    approve(house, org, parts[0], actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict):
        join_parts(house, org, document_id, actor=CLERK)
    assert states(house, org, document_id, *parts) == [State.UNPACKED, State.BOOKED, State.RECEIVED]


def test_only_what_is_split_is_joined(house: House, org: str, other_org: str) -> None:
    document_id, _ = split(house, org)
    with pytest.raises(NotFound):
        join_parts(house, other_org, document_id, actor=CLERK)
    with pytest.raises(StateConflict):
        join_parts(house, org, capture(house, org, b"%PDF-1.7 other"), actor=CLERK)


def test_a_rejected_part_stays_so_and_no_one_elses_document_is_touched(house: House, org: str) -> None:
    known = receive(house, org, PARTS[2].content, "known.pdf")
    finish_capture(house, claim(house), invoice({Term.INVOICE_NUMBER: "K"}), State.IN_REVIEW, "captured")
    document_id, (first, second) = split(house, org)
    assert second == known
    reject(house, org, first, actor=CLERK, reason="not ours")
    join_parts(house, org, document_id, actor=CLERK)
    assert states(house, org, document_id, first, known) == [State.IN_REVIEW, State.REJECTED, State.IN_REVIEW]


def test_a_split_document_is_not_read_again_before_it_is_joined(house: House, org: str) -> None:
    document_id, _ = split(house, org)
    with pytest.raises(StateConflict):
        request_reading(house, org, document_id, actor=CLERK, cause="retry")
    assert load_document(house, org, document_id).state is State.UNPACKED


def test_a_part_that_was_set_aside_can_be_brought_back(house: House, org: str) -> None:
    document_id, parts = split(house, org)
    join_parts(house, org, document_id, actor=CLERK)
    reopen(house, org, parts[0], actor=CLERK)
    assert states(house, org, *parts) == [State.RECEIVED, State.DUPLICATE]


def test_every_step_is_on_the_record(house: House, org: str) -> None:
    document_id, parts = split(house, org)
    join_parts(house, org, document_id, actor=CLERK)
    joined, done, asked, *_ = list_audit(house, org, document_id=document_id).rows
    assert (asked.event, asked.actor_id, asked.after) == ("split_requested", CLERK.id, {"pages": "1-2, 4-5"})
    assert (done.event, done.actor_kind) == ("document_split", "system")
    assert done.after == {"pages": "1-2, 4-5", "documents": list(parts), "asked": True}
    assert (joined.event, joined.actor_id) == ("document_joined", CLERK.id)
    assert joined.before == {"pages": "1-2, 4-5", "documents": sorted(parts)}
    assert [change.cause for change in load_history(house, org, parts[0])] == ["container", "joined"]
    assert verify_chain(house, org).whole
