"""Readings: the versions of what a document says, and the transcript of its pages."""

import json
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.errors import NotFound
from models.invoice import Invoice
from models.page import Page, Transcript
from models.tables.people import UserTable
from models.tables.readings import SnapshotTable
from storage.documents import load_object
from storage.house import House
from storage.keys import unseal
from storage.ledger import find_document
from storage.rows import ReadVersion, VersionRow
from storage.snapshots import open_snapshot


def load_invoice(house: House, org_id: str, document_id: str, version: int | None = None) -> tuple[Invoice, int]:
    """A version of the reading, the newest by default, and its number. NotFound when there is none."""
    with house.session() as session:
        wanted = find_document(session, org_id, document_id).version if version is None else version
        return open_snapshot(session, org_id, document_id, wanted), wanted


def load_versions(house: House, org_id: str, document_id: str) -> list[VersionRow]:
    """All versions, oldest first; empty before the first reading. NotFound when there is no such document."""
    mine = and_(SnapshotTable.organisation_id == org_id, SnapshotTable.document_id == document_id)
    columns = (SnapshotTable.version, SnapshotTable.origin, SnapshotTable.actor_kind)
    statement = select(*columns, SnapshotTable.actor_id, SnapshotTable.at).where(mine)
    with house.session() as session:
        find_document(session, org_id, document_id)
        return [VersionRow(*row) for row in session.execute(statement.order_by(SnapshotTable.version))]


def load_every_version(house: House, org_id: str, document_id: str) -> list[ReadVersion]:
    """All versions with what they say, oldest first, but for those that were erased. NotFound without a document."""
    mine = and_(SnapshotTable.organisation_id == org_id, SnapshotTable.document_id == document_id)
    by_whom = and_(SnapshotTable.actor_kind == "user", UserTable.id == SnapshotTable.actor_id)
    statement = select(SnapshotTable, UserTable).outerjoin(UserTable, by_whom).where(mine)
    with house.session() as session:
        find_document(session, org_id, document_id)
        rows = session.execute(statement.order_by(SnapshotTable.version)).all()
        found = (_opened(session, row, user) for row, user in rows)
        return [version for version in found if version]


def _opened(session: Session, row: SnapshotTable, user: UserTable | None) -> ReadVersion | None:
    context = f"snapshot:{row.version}"
    data = unseal(session, row.organisation_id, row.document_id, row.content, context)
    if data is None:
        return None
    label = (user.name or user.email) if user else row.actor_id
    return ReadVersion(row.version, row.origin, row.actor_kind, label, row.at, Invoice.from_json(data))


def load_transcript(house: House, org_id: str, document_id: str, *, words: bool = True) -> Transcript:
    """What was read from the pages. NotFound before the first reading.

    Without `words` its pages have their sizes alone, which is all that a screen shows at first, and is there sooner.
    """
    data = _load_json(house, org_id, document_id)
    if not words:
        data["pages"] = [{**page, "words": [], "rulings": []} for page in data["pages"]]
    return Transcript.from_json(data)


def load_page(house: House, org_id: str, document_id: str, number: int) -> Page:
    """One page as it was read, from 0. NotFound when there is none, or none yet."""
    for page in _load_json(house, org_id, document_id)["pages"]:
        if page["number"] == number:
            return Page.from_json(page)
    raise NotFound("This document has no such page or object.")


def _load_json(house: House, org_id: str, document_id: str) -> dict[str, Any]:
    try:
        content, _ = load_object(house, org_id, document_id, "transcript")
    except NotFound:
        raise NotFound("This document has not been read yet.") from None
    data: dict[str, Any] = json.loads(content)
    return data
