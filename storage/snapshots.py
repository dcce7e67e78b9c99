"""Snapshots: each version of a reading is one immutable JSON, encrypted with the document's key."""

import dataclasses
from collections.abc import Collection

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotFound
from models.invoice import Finding, Invoice, value_to_text
from models.tables.documents import DocumentTable
from models.tables.readings import SnapshotTable
from storage.audit import lock_organisation
from storage.database import now
from storage.issuer_accounts import with_account_finding
from storage.keys import fetch_keys, seal, unseal
from storage.projections import find_duplicate, save_projection
from storage.waiting import note_reading

DUPLICATE = Finding(
    "duplicate_invoice",
    "Another document has the same seller, invoice number and year.",
    ("seller_name", "invoice_number", "issue_date"),
)


def save_reading(
    session: Session,
    document: DocumentTable,
    invoice: Invoice,
    *,
    origin: str,
    actor: Actor,
    restores: int | None = None,
) -> Invoice:
    """Write the next version of a locked document, with its projection, and what is known of duplicates and accounts.

    The organisation's row is held meanwhile, so that of two documents with the same content the second one sees the
    first. Returns what was saved.
    """
    lock_organisation(session, document.organisation_id)
    document.duplicate_of = find_duplicate(session, document, invoice)
    found = tuple(finding for finding in invoice.findings if finding.code != DUPLICATE.code)
    invoice = dataclasses.replace(invoice, findings=(*found, DUPLICATE) if document.duplicate_of else found)
    accounts = with_account_finding(session, document.organisation_id, document.id, invoice)
    invoice = dataclasses.replace(invoice, findings=accounts)
    document.version += 1
    row = _add_snapshot(session, document, invoice, actor)
    row.origin, row.restores = origin, restores
    save_projection(session, document, invoice)
    note_reading(session, document, invoice)
    session.flush()
    return invoice


def _add_snapshot(session: Session, document: DocumentTable, invoice: Invoice, actor: Actor) -> SnapshotTable:
    context = f"snapshot:{document.version}"
    row = SnapshotTable(organisation_id=document.organisation_id, document_id=document.id, version=document.version)
    row.actor_kind, row.actor_id, row.at = actor.kind, actor.id, now(session)
    row.content = seal(session, document.organisation_id, document.id, invoice.to_json(), context)
    session.add(row)
    return row


def open_snapshot(session: Session, org_id: str, document_id: str, version: int) -> Invoice:
    """A version of the reading. NotFound when there is none, or when it was erased."""
    mine = and_(SnapshotTable.organisation_id == org_id, SnapshotTable.document_id == document_id)
    statement = select(SnapshotTable.content).where(mine, SnapshotTable.version == version)
    data = unseal(session, org_id, document_id, session.scalar(statement), f"snapshot:{version}")
    if data is None:
        raise NotFound("There is no such reading of this document.")
    return Invoice.from_json(data)


def open_newest(session: Session, org_id: str, document_ids: Collection[str]) -> dict[str, tuple[Invoice, int]]:
    """The newest reading of each of these documents and its number; without those that have none, or were erased."""
    newest = and_(DocumentTable.id == SnapshotTable.document_id, DocumentTable.version == SnapshotTable.version)
    mine = and_(SnapshotTable.organisation_id == org_id, SnapshotTable.document_id.in_(document_ids))
    columns = (SnapshotTable.document_id, SnapshotTable.version, SnapshotTable.content)
    fetch_keys(session, org_id, document_ids)
    opened = {
        document_id: (unseal(session, org_id, document_id, content, f"snapshot:{version}"), version)
        for document_id, version, content in session.execute(select(*columns).join(DocumentTable, newest).where(mine))
    }
    return {each: (Invoice.from_json(data), version) for each, (data, version) in opened.items() if data is not None}


def written_fields(invoice: Invoice) -> dict[str, str]:
    """The values by key in their written form, as the audit trail keeps them."""
    return {term.key: value_to_text(found.value) for term, found in invoice.fields.items()}
