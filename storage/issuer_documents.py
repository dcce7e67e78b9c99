"""The documents of an issuer: the newest of them, and what people decided about them.

An issuer may have sent a hundred thousand: only so many of the newest are looked at. Ids sort by time.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, select

from models.tables.automation import AssessmentTable
from models.tables.readings import ProjectionTable
from storage.house import House
from storage.listings import load_documents
from storage.rows import DocumentRow

MOST = 20
DECISIONS = 500
"""So many of the newest decisions are looked at."""
NEWEST = 2000
"""So many of the newest documents are looked through for them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one document; `terms` are the keys of what was changed."""

    document_id: str
    at: datetime
    wrong: bool
    cause: str
    terms: tuple[str, ...]


def load_newest(house: House, org_id: str, key: str) -> list[DocumentRow]:
    """The newest documents of an issuer; `key` is that of `storage/issuers.py`."""
    with house.session() as session:
        ids = session.scalars(newest_ids(org_id, key, MOST)).all()
    found = load_documents(house, org_id, ids)
    return sorted(found.values(), key=lambda row: (row.received_at, row.id), reverse=True)


def load_decisions(house: House, org_id: str, key: str) -> list[Decision]:
    """What people decided about the documents of an issuer, the newest first."""
    table, newest = AssessmentTable, newest_ids(org_id, key).subquery()
    same = and_(table.document_id == newest.c.document_id, table.organisation_id == org_id)
    columns = select(table.document_id, table.decided_at, table.wrong, table.cause, table.terms)
    statement = columns.join(newest, same).where(table.decided_at.is_not(None))
    with house.session() as session:
        rows = session.execute(statement.order_by(table.decided_at.desc(), table.document_id).limit(DECISIONS))
        return [
            Decision(document, at, bool(wrong), cause or "", tuple((terms or "").split()))
            for document, at, wrong, cause, terms in rows
            if at is not None
        ]


def newest_ids(org_id: str, key: str, most: int = NEWEST) -> Select[tuple[str]]:
    """Select the ids of the newest documents of an issuer, by an index that holds them in this order."""
    mine = and_(ProjectionTable.organisation_id == org_id, ProjectionTable.seller_key == key)
    return select(ProjectionTable.document_id).where(mine).order_by(ProjectionTable.document_id.desc()).limit(most)
