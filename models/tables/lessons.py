"""What approved documents teach about their issuers."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Id, Moment, Organisation

UNLEARNED = text("content IS NULL")


class LessonTable(Base):
    """What one approved document teaches, encrypted with the document's key; None until a worker has learned it.

    `version` is the reading that was approved. `forgotten` are the keys of terms that somebody made it forget, or `*`.
    """

    __tablename__ = "lessons"
    __table_args__ = (
        Index("ix_lessons_unlearned", "organisation_id", sqlite_where=UNLEARNED, postgresql_where=UNLEARNED),
        Index(None, "organisation_id", "approved_at", "document_id"),
    )

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    version: Mapped[int]
    approved_at: Mapped[Moment]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    forgotten: Mapped[str | None] = mapped_column(Text)


class LessonMarkTable(Base):
    """What the issuer of a lesson is found by: digests under a key of the organisation, of numbers, names, layouts."""

    __tablename__ = "lesson_marks"
    __table_args__ = (Index(None, "organisation_id", "digest"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    organisation_id: Mapped[Organisation]


class LessonTrialTable(Base):
    """What the lesson of one document says of another approved one: keys of the terms in which they agree, or not."""

    __tablename__ = "lesson_trials"

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    other_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    agreed: Mapped[str] = mapped_column(Text)
    disagreed: Mapped[str] = mapped_column(Text)
