"""A file with several invoices becomes a document for each, its pages; and joined again it is as if it had not been.

The file itself is kept whole, `unpacked` like an archive, and each part knows the file and its pages in it. Whether a
worker saw on the pages where one invoice ends, or a person said so, ends in the same rows. Joining sets the parts aside
as duplicates of the whole, which then is not split again but by a person.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import StateConflict
from models.page_ranges import LAST_PAGE, PageRange, check_ranges, written_ranges
from models.parts import PartOutcome
from models.states import State
from models.tables.documents import DocumentTable, ObjectTable, PartTable, StateChangeTable
from storage import assessments, audit, ledger
from storage.aside import JOINED
from storage.corrections import EDITABLE
from storage.endings import cancel_queued, end_job
from storage.house import House
from storage.leases import add_job, fence, worker_actor
from storage.projections import clear_projection, save_projection
from storage.receiving import discard_unused, store_original
from storage.rows import Claim, Receipt
from storage.snapshots import open_snapshot
from storage.unpacking import PartLike, is_deep, next_number, pages_of, parts_of, take_part

SPLIT = "split"
_DECIDED = (State.APPROVED, State.BOOKED, State.EXPORTED)
_ASIDE = (State.REJECTED, State.DUPLICATE)


def request_split(
    house: House,
    org_id: str,
    document_id: str,
    ranges: Sequence[PageRange],
    *,
    actor: Actor,
    expected_version: int,
    password: str | None = None,
) -> None:
    """Have a document in review split into page ranges, as a person says; a worker does it.

    Pages in no range are left out of all parts, and stand in the file all the same; those that were not read go with
    the last one. InvalidInput for ranges that overlap or reach too far; StateConflict when the document is not in
    review, or has a newer version than the one the person saw. A protected file needs its `password`.
    """
    with house.session(write=True) as session:
        document = ledger.find_document(session, org_id, document_id, lock=True)
        if State(document.state) not in EDITABLE or document.version != expected_version:
            raise StateConflict("Somebody changed this document meanwhile; look at it again.")
        pages = _pages(session, document)
        check_ranges(ranges, pages)
        ledger.change_state(session, org_id, document_id, State.RECEIVED, actor=actor, cause=SPLIT)
        add_job(session, org_id, document_id, password=password, division=_to_the_end(ranges, pages))
        after = {"pages": written_ranges(ranges)}
        audit.record(session, org_id, "split_requested", actor=actor, document_id=document_id, after=after)
        assessments.note_refusal(session, document, SPLIT)


def may_split(house: House, claim: Claim) -> bool:
    """Whether a worker may split a document unasked: not once it was read, was joined, or came in too deep."""
    joined = and_(StateChangeTable.organisation_id == claim.organisation_id, StateChangeTable.cause == JOINED)
    mine = and_(joined, StateChangeTable.document_id == claim.document_id)
    with house.session() as session:
        was_joined = session.scalar(select(StateChangeTable.id).where(mine).limit(1)) is not None
    return not claim.version and not was_joined and not is_deep(house, claim)


def finish_split(house: House, claim: Claim, parts: Sequence[PartLike]) -> tuple[Receipt, ...]:
    """End the job of a stack: its parts are received and it is `unpacked`, in one transaction; their receipts.

    Files attached to it keep their rows. A part that was set aside when the stack was joined is taken up again.
    LeaseLost when another worker has the job; then nothing was received.
    """
    org_id, document_id, actor = claim.organisation_id, claim.document_id, worker_actor(claim.worker)
    stored = [None if part.reason else store_original(house, org_id, part.content) for part in parts]
    receipts: list[Receipt] = []
    with house.session(write=True) as session:
        job = fence(session, claim)
        joined = {part.id: part for part in _lock_joined(session, org_id, document_id)}
        document = ledger.find_document(session, org_id, document_id, lock=True)
        session.execute(delete(PartTable).where(_pages_of(org_id, document_id)))
        first = next_number(session, parts_of(org_id, document_id))
        for number, (part, kept) in enumerate(zip(parts, stored, strict=True), first):
            row = take_part(session, claim, part, kept, receipts)
            row.number = number
            session.add(row)
        for part_id in {receipt.document_id for receipt in receipts} & joined.keys():
            _take_up(session, joined[part_id], actor)
        clear_projection(session, document)
        ledger.change_state(session, org_id, document_id, State.UNPACKED, actor=actor, cause=SPLIT)
        end_job(session, job, "done")
        after = {
            "pages": written_ranges(part.pages for part in parts if part.pages and not part.reason),
            "documents": [receipt.document_id for receipt in receipts],
            "asked": bool(claim.division),
        }
        audit.record(session, org_id, "document_split", actor=actor, document_id=document_id, after=after)
    for kept, receipt in zip((kept for kept in stored if kept), receipts, strict=True):
        discard_unused(house, org_id, kept, receipt)
    return tuple(receipts)


def join_parts(house: House, org_id: str, document_id: str, *, actor: Actor) -> None:
    """Undo a split: the parts are set aside, and the whole is in review again, or read if it never was.

    StateConflict when it is not split, or while a part is being read, is booked or is split itself.
    """
    with house.session(write=True) as session:
        parts = _lock_parts(session, org_id, document_id)
        document = ledger.find_document(session, org_id, document_id, lock=True)
        rows = list(session.scalars(select(PartTable).where(_pages_of(org_id, document_id)).order_by(PartTable.number)))
        if document.state != State.UNPACKED or not rows:
            raise StateConflict("This document is not split; look at it again.")
        for part in parts:
            _set_aside(session, part, document, actor)
        before = {"pages": written_ranges(pages for row in rows if row.part_id and (pages := pages_of(row)))}
        before_ids = {"documents": [part.id for part in parts]}
        session.execute(delete(PartTable).where(_pages_of(org_id, document_id)))
        bring_back_whole(session, document, actor)
        event = "document_joined"
        audit.record(session, org_id, event, actor=actor, document_id=document_id, before=before | before_ids)


def refuse_while_split(session: Session, document: DocumentTable) -> None:
    """StateConflict while a document is split, or taken apart: read again, its pages would be in review twice."""
    if document.state != State.UNPACKED:
        return
    pages = and_(parts_of(document.organisation_id, document.id), PartTable.first_page.is_not(None))
    outcomes = set(session.scalars(select(PartTable.outcome).where(pages)))
    if outcomes == {PartOutcome.SOURCE.value}:
        raise StateConflict("This document was taken apart; join the same documents again instead.")
    if outcomes:
        raise StateConflict("This document is split; join its parts first.")


def _to_the_end(ranges: Sequence[PageRange], pages: int) -> tuple[PageRange, ...]:
    """The ranges, with all that was not read of the file in the last of them, where that has the last page that was."""
    *before, last = ranges
    return (*before, PageRange(last.first, LAST_PAGE) if last.last == pages - 1 else last)


def _pages(session: Session, document: DocumentTable) -> int:
    """How many pages are known of a document: up to the last that was read."""
    mine = and_(ObjectTable.organisation_id == document.organisation_id, ObjectTable.document_id == document.id)
    last = session.scalar(select(func.max(ObjectTable.number)).where(mine, ObjectTable.role == "page"))
    return 0 if last is None else last + 1


def _pages_of(org_id: str, document_id: str) -> ColumnElement[bool]:
    is_page = and_(PartTable.first_page.is_not(None), PartTable.outcome != PartOutcome.SOURCE.value)
    return and_(parts_of(org_id, document_id), is_page)


def _lock_parts(session: Session, org_id: str, document_id: str) -> list[DocumentTable]:
    """The documents that are pages of this one alone, held until the transaction ends."""
    ids = select(PartTable.part_id).where(_pages_of(org_id, document_id))
    return _locked(session, org_id, document_id, DocumentTable.id.in_(ids))


def _lock_joined(session: Session, org_id: str, document_id: str) -> list[DocumentTable]:
    """Those that were, before they were joined."""
    aside = and_(DocumentTable.state == State.DUPLICATE.value, DocumentTable.duplicate_of == document_id)
    return _locked(session, org_id, document_id, aside)


def _locked(session: Session, org_id: str, document_id: str, which: ColumnElement[bool]) -> list[DocumentTable]:
    mine = and_(DocumentTable.organisation_id == org_id, DocumentTable.parent_id == document_id)
    statement = select(DocumentTable).where(mine, which).order_by(DocumentTable.id)
    return list(session.scalars(statement.with_for_update(key_share=True).execution_options(populate_existing=True)))


def _set_aside(session: Session, part: DocumentTable, whole: DocumentTable, actor: Actor) -> None:
    if part.joined_into:
        raise StateConflict("A part of this document is joined with others; take these apart first.")
    if State(part.state) in _ASIDE:
        return
    if State(part.state) in _DECIDED:
        raise StateConflict("A part of this document is booked; void its booking first.")
    if part.state == State.UNPACKED:
        raise StateConflict("A part of this document is split itself; join that one first.")
    ledger.refuse_while_read(part)
    cancel_queued(session, part.organisation_id, part.id, actor=actor)
    ledger.change_state(session, part.organisation_id, part.id, State.DUPLICATE, actor=actor, cause=JOINED)
    part.duplicate_of = whole.id
    assessments.note_refusal(session, part, JOINED)


def _take_up(session: Session, part: DocumentTable, actor: Actor) -> None:
    """A part that was set aside is one again: in review as it was, or to be read."""
    part.duplicate_of = None
    state = State.IN_REVIEW if part.version else State.RECEIVED
    ledger.change_state(session, part.organisation_id, part.id, state, actor=actor, cause=SPLIT)
    if not part.version:
        add_job(session, part.organisation_id, part.id)


def bring_back_whole(session: Session, document: DocumentTable, actor: Actor) -> None:
    """A locked document whose parts stood by themselves is one again: in review as it was, or to be read."""
    org_id, document_id = document.organisation_id, document.id
    state = State.IN_REVIEW if document.version else State.RECEIVED
    ledger.change_state(session, org_id, document_id, state, actor=actor, cause=JOINED)
    if document.version:
        save_projection(session, document, open_snapshot(session, org_id, document_id, document.version))
    else:
        add_job(session, org_id, document_id)
