"""The keys of documents and organisations, and sealing values with them inside a transaction.

The session must come from `House.session`, which knows the vault.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import StorageError
from models.tables.documents import DataKeyTable
from models.tables.people import OrganisationTable
from storage.database import now
from storage.vault import Vault


def create_key(session: Session, org_id: str, subject: str) -> None:
    """Give a document or an organisation its key."""
    wrapped = _vault(session).new_key(subject)
    session.add(DataKeyTable(subject_id=subject, organisation_id=org_id, wrapped=wrapped, created_at=now(session)))
    _known(session)[org_id, subject] = wrapped


def fit_master_key(session: Session) -> bool:
    """Whether the vault has the master key of this database: it opens an organisation's key, or there is none yet."""
    statement = select(DataKeyTable).join(OrganisationTable, OrganisationTable.id == DataKeyTable.subject_id)
    found = session.scalar(statement.where(DataKeyTable.wrapped.is_not(None)).limit(1))
    return found is None or found.wrapped is None or _vault(session).opens(found.wrapped, found.subject_id)


def fetch_keys(session: Session, org_id: str, subjects: Collection[str]) -> None:
    """Fetch the keys of many documents at once, before their values are opened one by one."""
    known = _known(session)
    missing = [subject for subject in subjects if (org_id, subject) not in known]
    if missing:
        mine = (DataKeyTable.organisation_id == org_id) & DataKeyTable.subject_id.in_(missing)
        found = session.execute(select(DataKeyTable.subject_id, DataKeyTable.wrapped).where(mine))
        known.update({(org_id, subject): wrapped for subject, wrapped in found.tuples()})


def seal(session: Session, org_id: str, subject: str, data: Any, context: str) -> bytes:
    """JSON `data` encrypted with the subject's key. StorageError when that key was destroyed or never was."""
    wrapped = _wrapped(session, org_id, subject)
    if wrapped is None:
        raise StorageError("The key was destroyed: what belongs to it was erased.")
    return _vault(session).encrypt(wrapped, subject, data, context)


def unseal(session: Session, org_id: str, subject: str, sealed: bytes | None, context: str) -> Any | None:
    """What was sealed; None for nothing, and where the key was destroyed."""
    wrapped = _wrapped(session, org_id, subject)
    if sealed is None or wrapped is None:
        return None
    return _vault(session).decrypt(wrapped, subject, sealed, context)


def _wrapped(session: Session, org_id: str, subject: str) -> bytes | None:
    known = _known(session)
    if (org_id, subject) not in known:
        mine = (DataKeyTable.organisation_id == org_id) & (DataKeyTable.subject_id == subject)
        known[org_id, subject] = session.scalar(select(DataKeyTable.wrapped).where(mine))
    return known[org_id, subject]


def _known(session: Session) -> dict[tuple[str, str], bytes | None]:
    known: dict[tuple[str, str], bytes | None] = session.info.setdefault("keys", {})
    return known


def _vault(session: Session) -> Vault:
    vault: Vault = session.info["vault"]
    return vault
