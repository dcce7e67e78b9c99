"""What a worker writes while it reads a document; every write holds the job's row by the attempt of the claim."""

import json
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from models.invoice import Invoice
from models.page import Transcript
from models.states import State
from models.tables.documents import ObjectTable
from models.unseen import Lane
from storage import audit, ledger
from storage.assessments import assess
from storage.attachments import ROLE as ATTACHMENT
from storage.automation import ACTOR as POLICY
from storage.decisions import book
from storage.endings import end_job
from storage.house import House
from storage.leases import fence, worker_actor
from storage.objects import StoredObject, checksum, copy_key, page_key, transcript_key
from storage.previews import Preview, write_preview
from storage.rows import Claim
from storage.snapshots import save_reading, written_fields
from storage.texts import save_text

COPY = "searchable"
KEPT = ("original", ATTACHMENT)  # whatever is read anew
SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class PageImageLike(Protocol):
    """An upright image of a page, from 0; `raw` is the page as it came, where that looks different."""

    @property
    def page(self) -> int: ...
    @property
    def content(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...
    @property
    def raw(self) -> "PageImageLike | None": ...


def save_pages(
    house: House,
    claim: Claim,
    transcript: Transcript,
    images: Sequence[PageImageLike],
    preview: Preview | None = None,
) -> None:
    """Keep the transcript and the page images, in place of all that was made of the document before.

    LeaseLost when another worker has the job. The objects are stored first, under names of their content; the ledger
    then names them in one transaction, and takes the `preview` that they are shown with, while more are being read.
    """
    pages = [_store_page(house, claim, image, "page") for image in images]
    raws = [_store_page(house, claim, image.raw, "raw") for image in images if image.raw]
    rows = [_store_transcript(house, claim, transcript), *pages, *raws]
    with house.session(write=True) as session:
        fence(session, claim)
        obsolete = _replace_objects(session, claim, rows, ObjectTable.role.not_in(KEPT))
        document = ledger.find_document(session, claim.organisation_id, claim.document_id, lock=True)
        document.pages = len(images)
        save_text(session, document, transcript)
        if preview:
            write_preview(session, claim, document, preview)
    for key in obsolete - {row.key for row in rows}:
        house.objects.delete(key)


def save_copy(house: House, claim: Claim, content: bytes) -> None:
    """Keep the searchable copy, in place of an earlier one. LeaseLost when another worker has the job."""
    key = copy_key(claim.organisation_id, claim.document_id, checksum(content))
    row = _row(claim, house.objects.put(key, content), COPY, 0, "application/pdf")
    with house.session(write=True) as session:
        fence(session, claim)
        obsolete = _replace_objects(session, claim, [row], ObjectTable.role == COPY)
    for old in obsolete - {row.key}:
        house.objects.delete(old)


def finish_capture(
    house: House, claim: Claim, invoice: Invoice, state: State, cause: str, *, reader: str = ""
) -> State:
    """End the job: snapshot, projection, duplicates and state, in one transaction. The state it is in is returned.

    A document whose content is already there goes to review, whatever `state` says. `reader` is the version that read
    it: what is thought of its readings is remembered beside what people decide, and where the organisation's policy is
    on and lets it through, the document is approved and booked by the policy. LeaseLost as everywhere.
    """
    actor = worker_actor(claim.worker)
    with house.session(write=True) as session:
        job = fence(session, claim)
        document = ledger.find_document(session, claim.organisation_id, claim.document_id, lock=True)
        saved = save_reading(session, document, invoice, origin="capture", actor=actor)
        if document.duplicate_of and state is State.READY:
            state, cause = State.IN_REVIEW, "duplicate_invoice"
        assessed = assess(session, document, saved, reader)
        if assessed.lane is Lane.UNSEEN:
            state, cause = State.READY, "policy"
        ledger.change_state(session, document.organisation_id, document.id, state, actor=actor, cause=cause)
        after = {"version": document.version, "state": state.value, "fields": written_fields(saved)}
        org_id = document.organisation_id
        audit.record(session, org_id, "document_captured", actor=actor, document_id=document.id, after=after)
        if assessed.lane is Lane.UNSEEN:
            book(session, document, saved, POLICY, cause="policy", grounds=assessed.grounds())
            state = State.BOOKED
        end_job(session, job, "done")
        return state


def _store_transcript(house: House, claim: Claim, transcript: Transcript) -> ObjectTable:
    content = json.dumps(transcript.to_json(), separators=(",", ":")).encode()
    key = transcript_key(claim.organisation_id, claim.document_id, checksum(content))
    return _row(claim, house.objects.put(key, content), "transcript", 0, "application/json")


def _store_page(house: House, claim: Claim, image: PageImageLike, role: str) -> ObjectTable:
    suffix = SUFFIXES.get(image.media_type, "bin")
    key = page_key(claim.organisation_id, claim.document_id, image.page, checksum(image.content), suffix)
    return _row(claim, house.objects.put(key, image.content), role, image.page, image.media_type)


def _row(claim: Claim, stored: StoredObject, role: str, number: int, media_type: str) -> ObjectTable:
    return ObjectTable(
        organisation_id=claim.organisation_id,
        document_id=claim.document_id,
        role=role,
        number=number,
        key=stored.key,
        sha256=stored.sha256,
        size=stored.size,
        media_type=media_type,
        version=stored.version,
    )


def _replace_objects(
    session: Session, claim: Claim, rows: list[ObjectTable], replaced: ColumnElement[bool]
) -> set[str]:
    """Name the new objects and forget the ones they replace, whose keys are returned."""
    mine = and_(ObjectTable.organisation_id == claim.organisation_id, ObjectTable.document_id == claim.document_id)
    old = set(session.scalars(select(ObjectTable.key).where(mine, replaced)))
    session.execute(delete(ObjectTable).where(mine, replaced))
    session.add_all(rows)
    session.flush()
    return old
