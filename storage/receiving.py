"""Receiving: store first, acknowledge after.

The bytes go to the object store under the new document's own key; then the ledger row, the job, the state and the
audit row are written in one transaction. A crash between the two leaves an object that nothing names, and no half
document. The same bytes in the same organisation are one document: the unique constraint decides races.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import EmptyDocument, ObjectCorrupt, ObjectMissing
from models.states import State
from models.tables.base import new_id
from models.tables.documents import DocumentTable, ObjectTable, ReceiptTable
from models.tables.readings import ProjectionTable
from storage import audit, ledger
from storage.columns import searchable
from storage.database import insert_new, now
from storage.house import House
from storage.keys import create_key
from storage.leases import add_job
from storage.objects import StoredObject, checksum, original_key
from storage.rows import Receipt
from storage.tallies import Measure, Tally, tally

MAX_NAME = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Bytes that came in by some way, and who brought them. `parent_id` is the container they were in."""

    name: str
    channel: str
    actor: Actor
    parent_id: str | None = None


def receive_document(
    house: House,
    org_id: str,
    content: bytes,
    name: str,
    *,
    channel: str,
    actor: Actor,
    parent_id: str | None = None,
) -> Receipt:
    """Keep a document: its bytes in the object store, then its ledger row, job, state and audit in one transaction.

    The same bytes in the same organisation are the same document; the arrival is written down all the same.
    EmptyDocument when there are no bytes.
    """
    arrival = Arrival(name=clean_name(name), channel=channel, actor=actor, parent_id=parent_id)
    stored = store_original(house, org_id, content)
    with house.session(write=True) as session:
        receipt = register(session, org_id, stored, arrival)
    discard_unused(house, org_id, stored, receipt)
    return receipt


def store_original(house: House, org_id: str, content: bytes) -> StoredObject:
    """The bytes in the object store, under a new document's key; or where they are already, when they are known.

    What the store has lost or spoilt meanwhile is mended by the same bytes coming again.
    """
    if not content:
        raise EmptyDocument("The file is empty.")
    sha256 = checksum(content)
    known = and_(ObjectTable.organisation_id == org_id, ObjectTable.sha256 == sha256, ObjectTable.role == "original")
    with house.session() as session:
        found = session.scalar(select(ObjectTable).where(known))
    if found is None:
        return house.objects.put(original_key(org_id, new_id()), content)
    if not _is_whole(house, found):
        house.objects.put(found.key, content)
    return StoredObject(found.key, found.sha256, found.size, found.version)


def _is_whole(house: House, known: ObjectTable) -> bool:
    try:
        house.objects.get(known.key, known.sha256)
    except (ObjectMissing, ObjectCorrupt):
        return False
    return True


def register(session: Session, org_id: str, stored: StoredObject, arrival: Arrival) -> Receipt:
    """Write an arrival into the ledger, inside the caller's transaction; a new document gets its job."""
    audit.lock_organisation(session, org_id)
    if arrival.parent_id is not None:
        ledger.find_document(session, org_id, arrival.parent_id)
    document_id = stored.key.split("/")[1]
    moment = now(session)
    values = {
        "id": document_id,
        "organisation_id": org_id,
        "sha256": stored.sha256,
        "size": stored.size,
        "name": arrival.name,
        "channel": arrival.channel,
        "state": State.RECEIVED.value,
        "received_at": moment,
        "changed_at": moment,
        "parent_id": arrival.parent_id,
        "version": 0,
        "pages": 0,
    }
    new = insert_new(session, DocumentTable, values)
    same = and_(DocumentTable.organisation_id == org_id, DocumentTable.sha256 == stored.sha256)
    document = session.scalars(select(DocumentTable).where(same)).one()
    if new:
        _open_document(session, document, stored, arrival)
        tally(session, org_id, [Tally(Measure.RECEIVED, arrival.channel)])
    _note_arrival(session, document, arrival, duplicate=not new)
    return Receipt(document.id, stored.sha256, duplicate=not new)


def discard_unused(house: House, org_id: str, stored: StoredObject, receipt: Receipt) -> None:
    """Take away the bytes of an arrival that lost a race against the same bytes."""
    if stored.key != original_key(org_id, receipt.document_id):
        house.objects.delete(stored.key)


def clean_name(name: str) -> str:
    """The last part of a file name as sent, without control characters, at most 255 characters; never empty."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(c for c in last if c.isprintable()).strip()
    return printable[:MAX_NAME] or "document"


def _open_document(session: Session, document: DocumentTable, stored: StoredObject, arrival: Arrival) -> None:
    org_id = document.organisation_id
    create_key(session, org_id, document.id)
    session.add(
        ObjectTable(
            organisation_id=org_id,
            document_id=document.id,
            role="original",
            key=stored.key,
            sha256=stored.sha256,
            size=stored.size,
            media_type="application/octet-stream",
            version=stored.version,
        )
    )
    search = searchable(arrival.name)
    session.add(ProjectionTable(document_id=document.id, organisation_id=org_id, search_text=search, findings=0))
    add_job(session, org_id, document.id)
    ledger.add_change(session, document, None, actor=arrival.actor, cause=arrival.channel)


def _note_arrival(session: Session, document: DocumentTable, arrival: Arrival, *, duplicate: bool) -> None:
    org_id = document.organisation_id
    session.add(
        ReceiptTable(
            organisation_id=org_id,
            document_id=document.id,
            name=arrival.name,
            channel=arrival.channel,
            actor_kind=arrival.actor.kind,
            actor_id=arrival.actor.id,
            parent_id=arrival.parent_id,
            received_at=now(session),
            duplicate=duplicate,
        )
    )
    after = {"name": arrival.name, "channel": arrival.channel, "sha256": document.sha256, "duplicate": duplicate}
    audit.record(session, org_id, "document_received", actor=arrival.actor, document_id=document.id, after=after)
