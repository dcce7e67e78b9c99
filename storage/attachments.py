"""Files that people put beside a document, such as the order or a delivery note: kept and handed out, never read.

One that is taken away stays on the record, and can be brought back.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import EmptyDocument, LimitExceeded, NotFound
from models.tables.base import new_id
from models.tables.decisions import AttachmentTable
from models.tables.documents import ObjectTable
from models.tables.people import UserTable
from storage import audit
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.ledger import find_document
from storage.objects import attachment_key, checksum
from storage.receiving import clean_name

ROLE = "attachment"
MOST = 50  # of one document


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file beside a document, `size` in bytes. `removed_at` is when it was taken away."""

    number: int
    name: str
    size: int
    at: datetime
    author: str
    removed_at: datetime | None = None


def attach_file(house: House, org_id: str, document_id: str, content: bytes, name: str, *, actor: Actor) -> int:
    """Keep a file beside a document; its number. The same bytes are one file, which comes back if it was taken away.

    EmptyDocument when there are no bytes, LimitExceeded when there are too many files, NotFound.
    """
    if not content:
        raise EmptyDocument(f"The file {clean_name(name)} is empty; choose another.")
    with house.session() as session:  # before bytes are stored that nothing would name
        find_document(session, org_id, document_id)
        if _known(session, org_id, document_id, checksum(content)) is None:
            _next_number(session, org_id, document_id)
    stored = house.objects.put(attachment_key(org_id, document_id, checksum(content)), content)
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        if known := _known(session, org_id, document_id, stored.sha256):
            if known.removed_at is not None:
                _bring_back(session, known, actor)
            return known.number
        number = _next_number(session, org_id, document_id)
        mine = {"organisation_id": org_id, "document_id": document_id, "number": number}
        kept = {"key": stored.key, "sha256": stored.sha256, "size": stored.size, "version": stored.version}
        session.add(ObjectTable(role=ROLE, media_type="application/octet-stream", **kept, **mine))
        added = AttachmentTable(id=new_id(), actor_id=actor.id, at=now(session), **mine)
        added.name = seal(session, org_id, document_id, clean_name(name), _context(added))
        session.add(added)
        _record(session, added, "file_attached", actor)
        return number


def list_attachments(house: House, org_id: str, document_id: str) -> tuple[AttachmentRow, ...]:
    """The files beside a document, the oldest first, those that were taken away too; none of an erased document."""
    with house.session() as session:
        rows = session.execute(_rows(org_id, document_id).order_by(AttachmentTable.number)).tuples()
        found = (_shown(session, *row) for row in rows)
        return tuple(row for row in found if row)


def load_attachment(house: House, org_id: str, document_id: str, number: int) -> tuple[bytes, str]:
    """A file beside a document, verified, and its name. NotFound when there is none, or it was taken away."""
    with house.session() as session:
        row, kept, *_ = _find(session, org_id, document_id, number)
        name = unseal(session, org_id, document_id, row.name, _context(row))
    if row.removed_at is not None or name is None:
        raise NotFound("This file was taken away.")
    return house.objects.get(kept.key, kept.sha256), name


def remove_attachment(house: House, org_id: str, document_id: str, number: int, *, actor: Actor) -> None:
    """Take a file away; it can be brought back."""
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        row, *_ = _find(session, org_id, document_id, number)
        if row.removed_at is None:
            row.removed_at = now(session)
            _record(session, row, "attachment_removed", actor)


def bring_back_attachment(house: House, org_id: str, document_id: str, number: int, *, actor: Actor) -> None:
    """Undo that a file was taken away."""
    with house.session(write=True) as session:
        find_document(session, org_id, document_id, lock=True)
        row, *_ = _find(session, org_id, document_id, number)
        if row.removed_at is not None:
            _bring_back(session, row, actor)


def _bring_back(session: Session, row: AttachmentTable, actor: Actor) -> None:
    row.removed_at = None
    _record(session, row, "attachment_brought_back", actor)


def _record(session: Session, row: AttachmentTable, event: str, actor: Actor) -> None:
    session.flush()
    name = unseal(session, row.organisation_id, row.document_id, row.name, _context(row))
    after = {"file": name}
    audit.record(session, row.organisation_id, event, actor=actor, document_id=row.document_id, after=after)


def _known(session: Session, org_id: str, document_id: str, sha256: str) -> AttachmentTable | None:
    """The file of these bytes beside the document."""
    found = session.execute(_rows(org_id, document_id).where(ObjectTable.sha256 == sha256)).first()
    return found[0] if found else None


def _next_number(session: Session, org_id: str, document_id: str) -> int:
    mine = and_(AttachmentTable.organisation_id == org_id, AttachmentTable.document_id == document_id)
    last = session.scalar(select(func.max(AttachmentTable.number)).where(mine))
    number = 0 if last is None else last + 1
    if number >= MOST:
        raise LimitExceeded(f"A document takes {MOST} attachments. Put the others into one file.")
    return number


def _rows(org_id: str, document_id: str) -> Select[Any]:
    mine = and_(AttachmentTable.organisation_id == org_id, AttachmentTable.document_id == document_id)
    its = and_(
        ObjectTable.organisation_id == AttachmentTable.organisation_id,
        ObjectTable.document_id == AttachmentTable.document_id,
        ObjectTable.number == AttachmentTable.number,
        ObjectTable.role == ROLE,
    )
    statement = select(AttachmentTable, ObjectTable, UserTable.name, UserTable.email).join(ObjectTable, its)
    return statement.outerjoin(UserTable, UserTable.id == AttachmentTable.actor_id).where(mine)


def _find(session: Session, org_id: str, document_id: str, number: int) -> Any:
    found = session.execute(_rows(org_id, document_id).where(AttachmentTable.number == number)).one_or_none()
    if found is None:
        raise NotFound("There is no such attachment.")
    return found


def _shown(
    session: Session, row: AttachmentTable, kept: ObjectTable, author: str | None, email: str | None
) -> AttachmentRow | None:
    name = unseal(session, row.organisation_id, row.document_id, row.name, _context(row))
    if name is None:
        return None
    return AttachmentRow(
        number=row.number,
        name=name,
        size=kept.size,
        at=row.at,
        author=author or email or row.actor_id,
        removed_at=row.removed_at,
    )


def _context(row: AttachmentTable) -> str:
    return f"attachment:{row.id}"
