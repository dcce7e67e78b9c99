"""Documents that arrived apart become one; taken apart again it is as if they had not been. The mirror of splitting.

A person says which and in which order; the first leads, and its job names the others, which are set aside at once. The
worker binds the originals to one file, a document of its own that is read like any other. It has a part for each of its
sources, with the pages that they are of it, and each source knows it (`joined_into`). No original is touched.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotFound, StateConflict
from models.page_ranges import PageRange, written_ranges
from models.page_turns import parse_turns, written_turns
from models.parts import PartOutcome
from models.states import State
from models.tables.base import new_id
from models.tables.documents import DocumentTable, PartTable
from storage import assessments, audit, ledger
from storage.aside import JOINED, put_aside, take_up
from storage.endings import cancel_queued, end_job
from storage.house import House
from storage.joinable import DECIDED, check_number, refuse_unjoinable
from storage.leases import add_job, fence, worker_actor
from storage.projections import SET_ASIDE, clear_projection
from storage.receiving import Arrival, clean_name, discard_unused, register, store_original
from storage.rows import Claim, Receipt
from storage.second_person import forget_first
from storage.splitting import bring_back_whole
from storage.unpacking import next_number, parts_of

ASKED, APART = "to_be_joined", "taken_apart"


def request_join(house: House, org_id: str, documents: Mapping[str, int], *, actor: Actor) -> None:
    """Have documents in review joined to one, in this order; `documents` are the versions that the person saw, by id.

    A worker does it; until then they are out of review. InvalidInput for too few, too many and too large ones; NotFound
    for one of another organisation; StateConflict for one that is not in review, has a newer version, has no pages, or
    is protected, and for e-invoices with XML of their own.
    """
    check_number(len(documents))
    with house.session(write=True) as session:
        found = _locked(session, org_id, list(documents))
        refuse_unjoinable(session, found, documents)
        lead, *others = found
        ledger.change_state(session, org_id, lead.id, State.RECEIVED, actor=actor, cause=ASKED)
        forget_first(session, lead)
        for other in others:
            put_aside(session, other, lead.id, actor=actor)
        add_job(session, org_id, lead.id, joining=[other.id for other in others])
        for document in found:
            after = {"documents": list(documents)}
            audit.record(session, org_id, "join_requested", actor=actor, document_id=document.id, after=after)


def finish_join(house: House, claim: Claim, content: bytes, pages: Sequence[PageRange]) -> Receipt:
    """End the job: the whole is received and its sources are set aside, in one transaction; the receipt of the whole.

    `pages` are those of the whole that each source is, the lead first. The same sources joined again are the document
    that they were, with what was corrected in it. LeaseLost when another worker has the job; then nothing was received.
    """
    org_id, actor = claim.organisation_id, worker_actor(claim.worker)
    stored = store_original(house, org_id, content)
    with house.session(write=True) as session:
        job = fence(session, claim)
        sources = _locked(session, org_id, [claim.document_id, *claim.joining])
        lead = sources[0]
        arrival = Arrival(name=_name(sources), channel=JOINED, actor=actor, parent_id=lead.parent_id)
        receipt = register(session, org_id, stored, arrival)
        whole = ledger.find_document(session, org_id, receipt.document_id, lock=True)
        if whole.state in {State.UNPACKED, *SET_ASIDE}:
            bring_back_whole(session, whole, actor)
        whole.assigned_to, whole.turns = lead.assigned_to, _turns(sources, pages)
        _add_parts(session, whole, sources, pages)
        put_aside(session, lead, whole.id, actor=actor)
        for source in sources:
            source.joined_into = whole.id
            assessments.note_refusal(session, source, JOINED)
            into = {"document": whole.id}
            audit.record(session, org_id, "document_joined_into", actor=actor, document_id=source.id, after=into)
        end_job(session, job, "done")
        after = {"documents": [source.id for source in sources], "pages": written_ranges(pages)}
        audit.record(session, org_id, "documents_joined", actor=actor, document_id=whole.id, after=after)
    discard_unused(house, org_id, stored, receipt)
    return receipt


def take_apart(house: House, org_id: str, document_id: str, *, actor: Actor, expected_version: int) -> None:
    """Undo a join: the sources are in review again as they were, and the whole stands aside as an unpacked one.

    StateConflict when it is not joined, is being read, is booked, or has a newer version than the one the person saw.
    """
    with house.session(write=True) as session:
        parts = select(PartTable.part_id).where(_sources_of(org_id, document_id)).order_by(PartTable.number)
        ids = [part_id for part_id in session.scalars(parts) if part_id]
        sources = [source for source in _locked(session, org_id, ids) if source.joined_into == document_id]
        document = ledger.find_document(session, org_id, document_id, lock=True)  # after them, as where they are joined
        if not sources or document.state == State.UNPACKED:
            raise StateConflict("This document is not joined, or split by now; look at it again.")
        if document.version != expected_version:
            raise StateConflict("Somebody changed this document meanwhile; look at it again.")
        if State(document.state) in DECIDED:
            raise StateConflict("This document is booked; void its booking first.")
        if document.state in SET_ASIDE and not document.joined_into:
            raise StateConflict("This document was set aside; bring it into review first, then take it apart.")
        ledger.refuse_while_read(document)
        cancel_queued(session, org_id, document_id, actor=actor)
        forget_first(session, document)
        clear_projection(session, document)
        ledger.change_state(session, org_id, document_id, State.UNPACKED, actor=actor, cause=APART)
        joined_at = sources[0].changed_at  # the lead is set aside when the whole is received
        for source in sources:
            take_up(session, source, actor=actor, cause=APART)
            assessments.forget_refusal(session, source, joined_at, JOINED)
            audit.record(session, org_id, "document_taken_out", actor=actor, document_id=source.id)
        before = {"documents": [source.id for source in sources]}
        audit.record(session, org_id, "document_taken_apart", actor=actor, document_id=document_id, before=before)


def _locked(session: Session, org_id: str, ids: Sequence[str]) -> list[DocumentTable]:
    """The documents in the order of their ids here, held until the transaction ends. NotFound unless all are there."""
    mine = and_(DocumentTable.organisation_id == org_id, DocumentTable.id.in_(ids))
    statement = select(DocumentTable).where(mine).order_by(DocumentTable.id).with_for_update(key_share=True)
    found = {row.id: row for row in session.scalars(statement.execution_options(populate_existing=True))}
    if len(found) != len(set(ids)):
        raise NotFound("There is no such document.")
    return [found[document_id] for document_id in ids]


def _name(sources: Sequence[DocumentTable]) -> str:
    """That of the first, and how many more there are."""
    return clean_name(f"{PurePosixPath(sources[0].name).stem[:200]} +{len(sources) - 1}.pdf")


def _turns(sources: Sequence[DocumentTable], pages: Sequence[PageRange]) -> str | None:
    """What people said of how pages lie goes on to hold for them."""
    said = zip(sources, pages, strict=True)
    turns = {part.first + at: turn for source, part in said for at, turn in parse_turns(source.turns or "").items()}
    return written_turns(turns) or None


def _add_parts(
    session: Session, whole: DocumentTable, sources: Sequence[DocumentTable], pages: Sequence[PageRange]
) -> None:
    org_id = whole.organisation_id
    session.execute(delete(PartTable).where(_sources_of(org_id, whole.id)))
    first = next_number(session, parts_of(org_id, whole.id))
    for number, (source, part) in enumerate(zip(sources, pages, strict=True), first):
        row = PartTable(id=new_id(), organisation_id=org_id, document_id=whole.id, number=number, name=source.name)
        row.outcome, row.part_id = PartOutcome.SOURCE.value, source.id
        row.first_page, row.last_page = part.first, part.last
        session.add(row)
    session.flush()


def _sources_of(org_id: str, document_id: str) -> ColumnElement[bool]:
    return and_(parts_of(org_id, document_id), PartTable.outcome == PartOutcome.SOURCE.value)
