"""The audit trail: what was done, by whom, when, from where, with the values before and after.

Append-only, and hash-chained per organisation. The row is written in the transaction of what it tells of; the lock on
the organisation's row keeps two writers from taking the same place in the chain. It is always the last lock that a
transaction takes, so that none waits in a circle.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotFound
from models.tables.audit import AuditTable
from models.tables.base import new_id
from models.tables.people import OrganisationTable
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.rows import AuditEntry, ChainReport, Listing

BATCH = 1000


def record(
    session: Session,
    org_id: str,
    event: str,
    *,
    actor: Actor,
    document_id: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Append an event, inside the caller's transaction (of `House.session`). Values are what JSON can hold."""
    organisation = lock_organisation(session, org_id)
    row = AuditTable(
        id=new_id(),
        organisation_id=org_id,
        sequence=organisation.audit_sequence + 1,
        at=now(session),
        event=event,
        actor_kind=actor.kind,
        actor_id=actor.id,
        session_id=actor.session_id,
        document_id=document_id,
        previous=organisation.audit_head,
    )
    row.origin = seal(session, org_id, org_id, [actor.label, actor.address], f"audit-origin:{row.id}")
    if before is not None or after is not None:
        values = [before and dict(before), after and dict(after)]
        row.content = seal(session, org_id, document_id or org_id, values, f"audit:{row.id}")
    row.digest = digest(row)
    organisation.audit_sequence, organisation.audit_head = row.sequence, row.digest
    session.add(row)
    session.flush()


def lock_organisation(session: Session, org_id: str) -> OrganisationTable:
    """The organisation, held until the transaction ends. NotFound when there is none."""
    statement = select(OrganisationTable).where(OrganisationTable.id == org_id)
    found = session.scalar(statement.with_for_update(key_share=True).execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such organisation.")
    return found


def digest(row: AuditTable) -> str:
    """SHA-256 over everything the row says, as it stands in the database, and over the digest before it."""
    clear = [row.organisation_id, row.sequence, row.at.isoformat(), row.event, row.actor_kind, row.actor_id]
    links = [row.id, row.session_id, row.document_id, row.previous]
    sealed = [row.origin.hex(), row.content.hex() if row.content is not None else None]
    return hashlib.sha256(json.dumps([clear, links, sealed]).encode()).hexdigest()


def list_audit(
    house: House, org_id: str, *, document_id: str | None = None, page: int = 1, per_page: int = 50
) -> Listing[AuditEntry]:
    """Newest first, opened."""
    mine = [AuditTable.organisation_id == org_id]
    if document_id is not None:
        mine.append(AuditTable.document_id == document_id)
    with house.session() as session:
        total = session.scalar(select(func.count()).select_from(AuditTable).where(*mine)) or 0
        statement = select(AuditTable).where(*mine).order_by(AuditTable.sequence.desc())
        rows = session.scalars(statement.limit(per_page).offset((page - 1) * per_page)).all()
        return Listing(tuple(open_entry(session, row) for row in rows), total, page, per_page)


def open_entry(session: Session, row: AuditTable) -> AuditEntry:
    org_id = row.organisation_id
    label, address = unseal(session, org_id, org_id, row.origin, f"audit-origin:{row.id}") or ("", None)
    values = unseal(session, org_id, row.document_id or org_id, row.content, f"audit:{row.id}")
    before, after = values or (None, None)
    return AuditEntry(
        sequence=row.sequence,
        at=row.at,
        event=row.event,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_label=label,
        address=address,
        session_id=row.session_id,
        document_id=row.document_id,
        before=before,
        after=after,
    )


def verify_chain(house: House, org_id: str) -> ChainReport:
    """Whether every row stands where it was written, unchanged, and none is missing, the last ones neither."""
    with house.session() as session:
        return check_chain(session, org_id)


def check_chain(session: Session, org_id: str) -> ChainReport:
    """The same, inside the caller's transaction."""
    statement = select(AuditTable).where(AuditTable.organisation_id == org_id).order_by(AuditTable.sequence)
    organisation = session.get(OrganisationTable, org_id)
    if organisation is None:
        raise NotFound("There is no such organisation.")
    end = organisation.audit_sequence, organisation.audit_head
    with closing(session.scalars(statement.execution_options(yield_per=BATCH))) as rows:
        return _follow(rows, end)


def _follow(rows: Iterable[AuditTable], end: tuple[int, str]) -> ChainReport:
    """The chain from its first row to the `end` that the organisation knows of: sequence and digest."""
    count, head = 0, ""
    for row in rows:
        if row.sequence != count + 1 or row.previous != head or row.digest != digest(row):
            return ChainReport(whole=False, rows=count, broken_at=count + 1)
        count, head = row.sequence, row.digest
    whole = (count, head) == end
    return ChainReport(whole=whole, rows=count, broken_at=None if whole else count + 1)
