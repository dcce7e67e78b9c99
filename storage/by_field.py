"""One field over many documents: those in which it is missing or unsure, what they say now, and how many there are.

What waits longest comes first. A place in this list is kept by the last document that was seen and not by a number:
rows leave it while somebody works through it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from models.doubts import field_subject
from models.invoice import Invoice
from models.tables.documents import DocumentTable
from models.tables.queue import DoubtTable
from models.terms import Term
from storage.filters import Narrowing, in_order
from storage.house import House
from storage.listings import load_documents
from storage.paging import MOST_COUNTED
from storage.rows import DocumentRow
from storage.snapshots import open_newest
from storage.waiting import REVIEWED

SETTLED = Narrowing(states=REVIEWED, settled=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what it says, in its newest `version`."""

    document: DocumentRow
    invoice: Invoice
    version: int


@dataclass(frozen=True, slots=True)
class Doubted:
    """Documents in which a field is doubted; `onward` is the last of them where there are more behind it, or empty."""

    readings: tuple[Reading, ...]
    onward: str = ""


def list_doubted(house: House, org_id: str, term: Term, *, after: str = "", per_page: int = 40) -> Doubted:
    """The documents in review in which this field is missing or unsure, the oldest first; those `after` that one."""
    with house.session() as session:
        here = [*_behind(session, org_id, after)] if after else []
        table = DoubtTable
        mine = and_(table.organisation_id == org_id, table.subject == field_subject(term.key), *here)
        ids = select(table.document_id).where(mine).order_by(table.received_at, table.document_id)
        found = session.scalars(ids.limit(per_page + 1)).all()
        shown = found[:per_page]
        opened = open_newest(session, org_id, shown) if shown else {}
    rows = load_documents(house, org_id, shown) if shown else {}
    readings = (Reading(rows[each], *opened[each]) for each in shown if each in rows and each in opened)
    return Doubted(tuple(readings), shown[-1] if len(found) > per_page else "")


def count_doubted(house: House, org_id: str) -> dict[Term, int]:
    """In how many documents each field is missing or unsure, up to MOST_COUNTED and one more; no field without any."""
    with house.session() as session:
        counted = dict(session.execute(union_all(*_counts(org_id))).tuples().all())
    return {term: counted[term.key] for term in Term if counted[term.key]}


def count_settled(house: House, org_id: str) -> int:
    """How many documents in review have no field that is missing or unsure, up to MOST_COUNTED and one more."""
    ids = in_order(org_id, SETTLED).order_by(None).limit(MOST_COUNTED + 1)
    with house.session() as session:
        return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def _behind(session: Session, org_id: str, after: str) -> Iterator[ColumnElement[bool]]:
    """Conditions on what stands behind a document; none where the organisation has none of this id."""
    mine = and_(DocumentTable.organisation_id == org_id, DocumentTable.id == after)
    arrived = session.scalar(select(DocumentTable.received_at).where(mine))
    if arrived is not None:
        time, key = DoubtTable.received_at, DoubtTable.document_id
        yield and_(time >= arrived, or_(time > arrived, key > after))


def _counts(org_id: str) -> Iterator[Select[tuple[str, int]]]:
    for term in Term:
        mine = and_(DoubtTable.organisation_id == org_id, DoubtTable.subject == field_subject(term.key))
        some = select(DoubtTable.document_id).where(mine).limit(MOST_COUNTED + 1).subquery()
        yield select(literal(term.key), func.count()).select_from(some)
