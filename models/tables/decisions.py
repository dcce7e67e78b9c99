"""What people decide about documents beside their values: second approvals, notes, attachments, labels, letters."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Id, Key, Moment, Organisation, Word

OPEN_QUESTION = text("asked_id IS NOT NULL AND answered_at IS NULL")


class ApprovalRulesTable(Base):
    """What needs a second person. `limits` is JSON: amounts by currency. Without a row it is as at the start."""

    __tablename__ = "approval_rules"

    organisation_id: Mapped[str] = mapped_column(String(32), ForeignKey("organisations.id"), primary_key=True)
    limits: Mapped[str] = mapped_column(Text)
    new_issuer: Mapped[bool]
    changed_account: Mapped[bool]
    changed_at: Mapped[Moment]


class FirstApprovalTable(Base):
    """The first of two approvals. It holds for its `version` only; `reasons` are machine words."""

    __tablename__ = "first_approvals"
    __table_args__ = (Index(None, "organisation_id"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    version: Mapped[int]
    reasons: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[Word]
    at: Mapped[Moment]


class NoteTable(Base):
    """What a person wrote about a document, encrypted with the document's key; a question when somebody is asked.

    `answers_id` is the question that this note answers.
    """

    __tablename__ = "notes"
    __table_args__ = (
        Index(None, "organisation_id", "document_id", "at", "id"),
        Index(
            "ix_notes_open_questions",
            "organisation_id",
            "asked_id",
            sqlite_where=OPEN_QUESTION,
            postgresql_where=OPEN_QUESTION,
        ),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    at: Mapped[Moment]
    actor_id: Mapped[Word]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    asked_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[Moment | None]
    answers_id: Mapped[Id | None] = mapped_column(ForeignKey("notes.id"))


class AttachmentTable(Base):
    """A file that a person put beside a document; `name` is encrypted with the document's key.

    Its bytes are the object of role `attachment` with the same `number`. `removed_at` is when it was taken away.
    """

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("organisation_id", "document_id", "number"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    number: Mapped[int]
    name: Mapped[bytes] = mapped_column(LargeBinary)
    actor_id: Mapped[Word]
    at: Mapped[Moment]
    removed_at: Mapped[Moment | None]


class LabelTable(Base):
    """A label of an organisation: a name, and one of the colours of the house."""

    __tablename__ = "labels"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    name: Mapped[str] = mapped_column(String(60))
    colour: Mapped[Word]
    created_at: Mapped[Moment]


class DocumentLabelTable(Base):
    """A label on a document."""

    __tablename__ = "document_labels"
    __table_args__ = (Index(None, "organisation_id", "label_id", "document_id"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    label_id: Mapped[Id] = mapped_column(ForeignKey("labels.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    at: Mapped[Moment]


class LetterTextTable(Base):
    """An organisation's own text of the letters to senders, in one language."""

    __tablename__ = "letter_texts"

    organisation_id: Mapped[str] = mapped_column(String(32), ForeignKey("organisations.id"), primary_key=True)
    language: Mapped[Word] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[Moment]
