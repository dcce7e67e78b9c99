"""The audit trail: append-only, one hash chain per organisation."""

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Digest, Id, Key, Moment, Organisation, Word

OF_AUTOMATION = text(
    "event IN ('automation_set', 'automation_moved', 'automation_switched_on', 'automation_switched_off')"
)


class AuditTable(Base):
    """One event. `digest` is the hash of this row and of the row before it.

    `origin` holds the actor's label and address, encrypted with the organisation's key; `content` the values before
    and after, encrypted with the document's key where there is a document. The chain hashes the ciphertexts, so that
    destroying a key breaks no chain. `document_id` is no foreign key: the row outlives what it speaks of.
    """

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("organisation_id", "sequence"),
        Index(None, "organisation_id", "document_id"),
        Index(
            "ix_audit_automation",
            "organisation_id",
            "sequence",
            sqlite_where=OF_AUTOMATION,
            postgresql_where=OF_AUTOMATION,
        ),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    sequence: Mapped[int]
    at: Mapped[Moment]
    event: Mapped[Word]
    actor_kind: Mapped[Word]
    actor_id: Mapped[Word]
    session_id: Mapped[Id | None]
    document_id: Mapped[Id | None]
    origin: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous: Mapped[Digest]
    digest: Mapped[Digest]
