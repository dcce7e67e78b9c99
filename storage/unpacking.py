"""What a mail, an archive or a PDF holds becomes documents of their own, and every part has its outcome."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session

from models.page_ranges import PageRange
from models.parts import PartOutcome, outcome_of
from models.states import State
from models.tables.base import new_id
from models.tables.documents import PartTable
from storage import audit, ledger
from storage.columns import word
from storage.endings import end_job
from storage.house import House
from storage.leases import fence, worker_actor
from storage.objects import StoredObject
from storage.receiving import Arrival, clean_name, discard_unused, register, store_original
from storage.rows import Claim, PartRow, Receipt

CHANNEL = "container"
DEEPEST = 4  # documents inside documents, each read before what was in it is known
TOO_DEEP = "nested_too_deep"


class PartLike(Protocol):
    """A document found inside a container; or what is left there for a `reason`, and then has no content."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def reason(self) -> str: ...
    @property
    def pages(self) -> PageRange | None:
        """Those of a stack that it is; None elsewhere."""


def finish_container(house: House, claim: Claim, parts: Sequence[PartLike]) -> tuple[Receipt, ...]:
    """End the job of a mail or an archive: its documents are received and it is `unpacked`, in one transaction.

    Returns the receipts of its documents, in order. LeaseLost when another worker has the job; then nothing was
    received.
    """
    return _receive(house, claim, parts, ends=True)


def keep_attached(house: House, claim: Claim, parts: Sequence[PartLike]) -> tuple[Receipt, ...]:
    """Receive what is attached to a document that is being read itself. LeaseLost as above."""
    known = list_parts(house, claim.organisation_id, claim.document_id)
    if not parts and all(row.outcome is PartOutcome.SOURCE for row in known):
        return ()
    return _receive(house, claim, parts, ends=False)


def _receive(house: House, claim: Claim, parts: Sequence[PartLike], *, ends: bool) -> tuple[Receipt, ...]:
    org_id, actor = claim.organisation_id, worker_actor(claim.worker)
    deep = is_deep(house, claim)
    stored = [None if deep or part.reason else store_original(house, org_id, part.content) for part in parts]
    receipts: list[Receipt] = []
    with house.session(write=True) as session:
        job = fence(session, claim)
        found = parts_of(org_id, claim.document_id)
        session.execute(delete(PartTable).where(found, PartTable.outcome != PartOutcome.SOURCE.value))
        first = next_number(session, found)
        rows = [take_part(session, claim, part, kept, receipts) for part, kept in zip(parts, stored, strict=True)]
        for number, row in enumerate(rows, first):
            row.number = number
        session.add_all(rows)
        after = {"documents": [receipt.document_id for receipt in receipts], "ignored": left_out(rows)}
        if ends:
            ledger.change_state(session, org_id, claim.document_id, State.UNPACKED, actor=actor, cause="unpacked")
            end_job(session, job, "done")
        event = "container_unpacked" if ends else "attachments_received"
        audit.record(session, org_id, event, actor=actor, document_id=claim.document_id, after=after)
    for kept, receipt in zip((kept for kept in stored if kept), receipts, strict=True):
        discard_unused(house, org_id, kept, receipt)
    return tuple(receipts)


def is_deep(house: House, claim: Claim) -> bool:
    """Whether the document came in one that came in one, so often that nothing is taken out of it any more."""
    place = claim.document_id
    with house.session() as session:
        for _ in range(DEEPEST):
            parent = ledger.find_document(session, claim.organisation_id, place).parent_id
            if parent is None:
                return False
            place = parent
    return True


def list_parts(house: House, org_id: str, document_id: str) -> tuple[PartRow, ...]:
    """What became of each part of a mail, an archive or a stack, or of each file attached; none before it was read."""
    statement = select(PartTable).where(parts_of(org_id, document_id)).order_by(PartTable.number)
    with house.session() as session:
        return tuple(
            PartRow(row.number, row.name, PartOutcome(row.outcome), row.reason or "", row.part_id, pages_of(row))
            for row in session.scalars(statement)
        )


def pages_of(row: PartTable) -> PageRange | None:
    """The pages of a stack that a part is."""
    known = row.first_page is not None and row.last_page is not None
    return PageRange(row.first_page or 0, row.last_page or 0) if known else None


def take_part(
    session: Session, claim: Claim, part: PartLike, kept: StoredObject | None, receipts: list[Receipt]
) -> PartTable:
    """Receive a part's document, when it is one; its row."""
    row = PartTable(id=new_id(), organisation_id=claim.organisation_id, document_id=claim.document_id)
    row.name = clean_name(part.name)
    if part.pages:
        row.first_page, row.last_page = part.pages.first, part.pages.last
    if kept is None:
        reason = part.reason or TOO_DEEP
        row.outcome, row.reason = outcome_of(reason).value, word(reason)
        return row
    arrival = Arrival(name=row.name, channel=CHANNEL, actor=worker_actor(claim.worker), parent_id=claim.document_id)
    receipt = register(session, claim.organisation_id, kept, arrival)
    row.part_id = receipt.document_id
    is_own = _is_own(session, claim, receipt) and receipt.document_id not in {each.document_id for each in receipts}
    row.outcome = (PartOutcome.DOCUMENT if is_own else PartOutcome.DUPLICATE).value
    receipts.append(receipt)
    return row


def _is_own(session: Session, claim: Claim, receipt: Receipt) -> bool:
    """Whether the document came with this container first; when it is unpacked again, it is no duplicate of itself."""
    document = ledger.find_document(session, claim.organisation_id, receipt.document_id)
    return document.parent_id == claim.document_id


def next_number(session: Session, parts: ColumnElement[bool]) -> int:
    """The number behind those that `parts` have."""
    last = session.scalar(select(func.max(PartTable.number)).where(parts))
    return 0 if last is None else last + 1


def left_out(rows: Sequence[PartTable]) -> list[dict[str, str | None]]:
    return [{"name": row.name, "reason": row.reason} for row in rows if row.reason]


def parts_of(org_id: str, document_id: str) -> ColumnElement[bool]:
    return and_(PartTable.organisation_id == org_id, PartTable.document_id == document_id)
