"""What documents say: immutable encrypted snapshots, the projection that lists and searches use, and bookings."""

from datetime import date

from sqlalchemy import Double, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Amount, Base, Digest, Id, Key, Moment, Organisation, Word


class SnapshotTable(Base):
    """One version of a reading: the whole invoice as JSON, encrypted with the document's key. Never changed.

    `restores` is the earlier version that was brought back by undoing.
    """

    __tablename__ = "snapshots"
    __table_args__ = (UniqueConstraint("document_id", "version"), Index(None, "organisation_id", "document_id"))

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    version: Mapped[int]
    origin: Mapped[Word]
    restores: Mapped[int | None]
    actor_kind: Mapped[Word]
    actor_id: Mapped[Word]
    at: Mapped[Moment]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ListColumns:
    """What lists show of a reading, in clear; erasing a document clears these."""

    document_type: Mapped[str | None] = mapped_column(Text)
    seller_name: Mapped[str | None] = mapped_column(Text)
    invoice_number: Mapped[str | None] = mapped_column(Text)
    issue_date: Mapped[date | None]
    due_date: Mapped[date | None]
    currency: Mapped[str | None] = mapped_column(Text)
    total_gross: Mapped[Amount | None]
    search_text: Mapped[str] = mapped_column(Text, default="")


class ProjectionTable(ListColumns, Base):
    """The newest reading of each document, in the few columns that lists, search and duplicates need.

    `seller_key` and `number_key` are the seller's name and the invoice number without case, spaces and marks.
    `doubts` are the words of what is to be looked at (`models/doubts.py`); None where nobody has asked yet.
    """

    __tablename__ = "projections"
    __table_args__ = (
        Index(None, "organisation_id", "number_key"),
        Index(None, "organisation_id", "seller_key", "document_id"),
        Index(None, "organisation_id", "seller_vat_id"),
        Index(None, "organisation_id", "issue_date"),
        Index(None, "organisation_id", "due_date"),
    )

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    document_class: Mapped[Word | None]
    seller_vat_id: Mapped[str | None] = mapped_column(Text)
    seller_key: Mapped[str | None] = mapped_column(String(200))
    number_key: Mapped[str | None] = mapped_column(String(200))
    confidence: Mapped[float | None] = mapped_column(Double)
    findings: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[str | None] = mapped_column(Text)


ACTIVE = text("state = 'active'")


class BookingTable(ListColumns, Base):
    """A booking of one version of a document; at most one active per document. A voided one stays, as voided."""

    __tablename__ = "bookings"
    __table_args__ = (
        Index("uq_bookings_active", "document_id", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE),
        Index(None, "organisation_id", "booked_at", "id"),
        Index(None, "organisation_id", "document_id"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    version: Mapped[int]
    state: Mapped[Word]
    sha256: Mapped[Digest]
    booked_at: Mapped[Moment]
    booked_by: Mapped[Word]
    exported_at: Mapped[Moment | None]
    voided_at: Mapped[Moment | None]
