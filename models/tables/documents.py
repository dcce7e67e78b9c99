"""The ledger: documents, every arrival of their bytes, every change of state, their objects and their keys."""

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Digest, Id, Key, Moment, Organisation, Word
from models.tables.queue import NEVER

IN_REVIEW = text("documents.state IN ('in_review', 'ready')")
_IN_REVIEW = text("state IN ('in_review', 'ready')")
REVIEW = ("organisation_id", "received_at", "id", "assigned_to", "due_by")
NEXT = ("organisation_id", "assigned_to", "due_by", "received_at", "id")
DUE = ("organisation_id", "due_by", "received_at", "id")


class DocumentTable(Base):
    """A document: its bytes once per organisation, however often they arrive.

    `version` is that of the newest reading, 0 before the first. `name` is as the sender gave it, and may be personal.
    `assigned_to` is the person who is to review it; `due_by` the due date that was read, NEVER where there is none.
    `turns` is how a person says that its pages lie (`models.page_turns`); NULL where nobody said. `joined_into` is the
    document that it is a part of since it was joined with others; while they are being joined, the first of them.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("organisation_id", "sha256"),
        Index(None, "organisation_id", "state", "received_at", "id"),
        Index(None, "organisation_id", "received_at", "id"),
        Index(None, "parent_id"),
        Index("ix_documents_review", *REVIEW, sqlite_where=_IN_REVIEW, postgresql_where=_IN_REVIEW),
        Index("ix_documents_next", *NEXT, sqlite_where=_IN_REVIEW, postgresql_where=_IN_REVIEW),
        Index("ix_documents_due", *DUE, sqlite_where=_IN_REVIEW, postgresql_where=_IN_REVIEW),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    sha256: Mapped[Digest]
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    channel: Mapped[Word]
    state: Mapped[Word]
    received_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("documents.id"))
    duplicate_of: Mapped[Id | None] = mapped_column(ForeignKey("documents.id"))
    version: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[Word | None]
    error_message: Mapped[str | None] = mapped_column(Text)
    assigned_to: Mapped[Id | None]
    due_by: Mapped[date] = mapped_column(default=NEVER, server_default=NEVER.isoformat())
    turns: Mapped[str | None] = mapped_column(Text)
    joined_into: Mapped[Id | None]


class ReceiptTable(Base):
    """One arrival of a document's bytes, the first and every later one."""

    __tablename__ = "receipts"
    __table_args__ = (
        Index(None, "organisation_id", "document_id", "received_at"),
        Index(None, "organisation_id", "actor_id", "received_at"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    name: Mapped[str] = mapped_column(String(255))
    channel: Mapped[Word]
    actor_kind: Mapped[Word]
    actor_id: Mapped[Word]
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("documents.id"))
    received_at: Mapped[Moment]
    duplicate: Mapped[bool]


class StateChangeTable(Base):
    """One change of a document's state. `note` is a person's own words, encrypted with the document's key."""

    __tablename__ = "state_changes"
    __table_args__ = (Index(None, "organisation_id", "document_id", "at", "id"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    at: Mapped[Moment]
    before: Mapped[Word | None]
    state: Mapped[Word]
    cause: Mapped[Word]
    actor_kind: Mapped[Word]
    actor_id: Mapped[Word]
    note: Mapped[bytes | None] = mapped_column(LargeBinary)


class ObjectTable(Base):
    """What the object store keeps for a document.

    `role` is `original`, `transcript`, `page` (upright, `number` from 0), or `raw` (as it came, where it differs);
    `searchable` is the copy for the archive, `attachment` a file that a person put beside it.
    """

    __tablename__ = "objects"
    __table_args__ = (UniqueConstraint("organisation_id", "document_id", "role", "number"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    role: Mapped[Word]
    number: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(String(512))
    sha256: Mapped[Digest]
    size: Mapped[int]
    media_type: Mapped[Word]
    version: Mapped[str | None] = mapped_column(String(128))


class PartTable(Base):
    """What became of one part of a mail, an archive or a stack, in the order it stands there. `name` is the sender's.

    `part_id` is the document that its bytes are: its own, or the one that was here before. Part of a stack are its
    pages `first_page` to `last_page`, from 0; what others were joined to has a part for each of them (`source`).
    """

    __tablename__ = "parts"
    __table_args__ = (UniqueConstraint("organisation_id", "document_id", "number"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    outcome: Mapped[Word]
    reason: Mapped[Word | None]
    part_id: Mapped[Id | None] = mapped_column(ForeignKey("documents.id"))
    first_page: Mapped[int | None]
    last_page: Mapped[int | None]


class DataKeyTable(Base):
    """The wrapped key of a document or of an organisation (`subject_id`). Erasing sets `wrapped` to NULL."""

    __tablename__ = "data_keys"
    __table_args__ = (Index(None, "organisation_id"),)

    subject_id: Mapped[Id] = mapped_column(primary_key=True)
    organisation_id: Mapped[Organisation]
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[Moment]
    destroyed_at: Mapped[Moment | None]
