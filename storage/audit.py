"""The audit trail: what was done, by whom, when, from where, with the values before and after.

Append-only, and hash-chained per organisation. The row is written in the transaction of what it tells of.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.actors import Actor
from storage.house import House
from storage.rows import AuditEntry, ChainReport, Listing


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
    """Append an event, inside the caller's transaction (of `House.session`)."""
    raise NotImplementedError


def list_audit(
    house: House, org_id: str, *, document_id: str | None = None, page: int = 1, per_page: int = 50
) -> Listing[AuditEntry]:
    """Newest first, opened."""
    raise NotImplementedError


def verify_chain(house: House, org_id: str) -> ChainReport:
    """Whether every row stands where it was written, unchanged, and none is missing."""
    raise NotImplementedError
