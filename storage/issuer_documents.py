"""The documents of an issuer: the newest of them, and what people decided about them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from models.tables.automation import AssessmentTable
from models.tables.readings import ProjectionTable
from storage.house import House
from storage.listings import load_documents
from storage.rows import DocumentRow

MOST = 20
DECISIONS = 500
"""So many of the newest decisions are looked at."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one document; `terms` are the keys of what was changed."""

    document_id: str
    at: datetime
    wrong: bool
    cause: str
    terms: tuple[str, ...]


def load_newest(house: House, org_id: str, key: str) -> list[DocumentRow]:
    """The newest documents of an issuer; `key` is that of `storage/issuers.py`. Ids sort by time."""
    mine = and_(ProjectionTable.organisation_id == org_id, ProjectionTable.seller_key == key)
    newest = select(ProjectionTable.document_id).where(mine).order_by(ProjectionTable.document_id.desc()).limit(MOST)
    with house.session() as session:
        ids = session.scalars(newest).all()
    found = load_documents(house, org_id, ids)
    return sorted(found.values(), key=lambda row: (row.received_at, row.id), reverse=True)


def load_decisions(house: House, org_id: str, key: str) -> list[Decision]:
    """What people decided about the documents of an issuer, the newest first."""
    table = AssessmentTable
    mine = and_(ProjectionTable.organisation_id == org_id, ProjectionTable.seller_key == key)
    same = and_(table.document_id == ProjectionTable.document_id, table.organisation_id == org_id)
    columns = select(table.document_id, table.decided_at, table.wrong, table.cause, table.terms)
    statement = columns.join(ProjectionTable, same).where(mine, table.decided_at.is_not(None))
    with house.session() as session:
        rows = session.execute(statement.order_by(table.decided_at.desc(), table.document_id).limit(DECISIONS))
        return [
            Decision(document, at, bool(wrong), cause or "", tuple((terms or "").split()))
            for document, at, wrong, cause, terms in rows
            if at is not None
        ]
