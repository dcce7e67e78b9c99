"""The memory of an issuer as a screen shows it: what each approved document taught, and the print of its labels.

What is used is decided by `recall` of `storage/lessons.py`; here is what there is. Newest approvals come first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.evidence import Witness
from models.invoice import Invoice
from models.lessons import Taught
from models.tables.documents import DocumentTable
from models.tables.lessons import LessonTable
from models.tables.readings import ProjectionTable, SnapshotTable
from models.terms import Term
from storage.house import House
from storage.issuer_documents import newest_ids
from storage.keys import unseal
from storage.lessons import open_lessons

MOST = 8
"""So many documents are shown; no more than half of them are asked about any one document (`MOST_LESSONS`)."""


@dataclass(frozen=True, slots=True)
class Source:
    """One approved document of a `seller` and what it taught; `taught` is None until a worker has learned from it.

    `labels` are the words that label a value on the document, as printed. `typed` are the terms that a person typed.
    `forgotten` are the keys of terms that somebody made it forget, or `*`.
    """

    document_id: str
    name: str
    seller: str
    approved_at: datetime
    forgotten: frozenset[str]
    taught: Taught | None
    labels: Mapping[Term, str]
    typed: tuple[Term, ...]


def load_memory(house: House, org_id: str, key: str) -> list[Source]:
    """What the newest approved documents of an issuer taught; `key` is that of `storage/issuers.py`."""
    of_newest = LessonTable.document_id.in_(newest_ids(org_id, key))
    with house.session() as session:
        return _sources(session, org_id, of_newest)


def load_source(house: House, org_id: str, document_id: str) -> Source | None:
    """What one document taught; None when it taught nothing, for nobody approved it or its booking was voided."""
    with house.session() as session:
        found = _sources(session, org_id, LessonTable.document_id == document_id)
    return found[0] if found else None


def _sources(session: Session, org_id: str, chosen: ColumnElement[bool]) -> list[Source]:
    of_reading = and_(
        SnapshotTable.document_id == LessonTable.document_id, SnapshotTable.version == LessonTable.version
    )
    mine = and_(LessonTable.organisation_id == org_id, DocumentTable.organisation_id == org_id)
    statement = (
        select(LessonTable, DocumentTable.name, ProjectionTable.seller_name, SnapshotTable.content)
        .join(DocumentTable, DocumentTable.id == LessonTable.document_id)
        .join(ProjectionTable, ProjectionTable.document_id == LessonTable.document_id)
        .join(SnapshotTable, of_reading)
        .where(mine, chosen)
        .order_by(LessonTable.approved_at.desc(), LessonTable.document_id)
        .limit(MOST)
    )
    rows = session.execute(statement).all()
    taught = {found.source: found for found in open_lessons(session, org_id, (row for row, *_ in rows))}
    return [
        _source(session, row, (name, seller or ""), content, taught.get(row.document_id))
        for row, name, seller, content in rows
    ]


def _source(
    session: Session, row: LessonTable, names: tuple[str, str], content: bytes, taught: Taught | None
) -> Source:
    data = unseal(session, row.organisation_id, row.document_id, content, f"snapshot:{row.version}")
    fields = Invoice.from_json(data).fields if data else {}
    labels = {term: text for term, found in fields.items() if found.label and (text := found.label.text.strip())}
    typed = tuple(term for term in Term if term in fields and fields[term].evidence.witness is Witness.PERSON)
    forgotten = frozenset((row.forgotten or "").split())
    return Source(row.document_id, *names, row.approved_at, forgotten, taught, labels, typed)
