"""Mailboxes that are watched, the mails that were found in them, and trials of settings before they are used."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Digest, Id, Key, Moment, Organisation, Word

UNSETTLED = text("settled_at IS NULL AND document_id IS NOT NULL")


class MailboxTable(Base):
    """One mailbox of an organisation: its settings, who watches it now, and how that goes.

    `secret` is encrypted with the organisation's key. `generation` grows when host, user or folder change: then the
    numbers of the mails mean others. A removed mailbox stays, for the sake of its mails, without its secret.
    """

    __tablename__ = "mailboxes"
    __table_args__ = (Index(None, "organisation_id"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    name: Mapped[str] = mapped_column(String(200))
    host: Mapped[str] = mapped_column(String(253))
    port: Mapped[int]
    security: Mapped[Word]
    username: Mapped[str] = mapped_column(String(320))
    sign_in: Mapped[Word]
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    folder: Mapped[str] = mapped_column(String(255))
    since: Mapped[date | None]
    afterwards: Mapped[Word]
    flag: Mapped[Word]
    move_to: Mapped[str] = mapped_column(String(255))
    generation: Mapped[int] = mapped_column(default=1)
    enabled: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    removed_at: Mapped[Moment | None]
    watcher: Mapped[str | None] = mapped_column(String(200))
    leased_until: Mapped[Moment | None]
    checked_at: Mapped[Moment | None]
    problem: Mapped[Word | None]
    problem_message: Mapped[str | None] = mapped_column(Text)
    problem_since: Mapped[Moment | None]


class MailTable(Base):
    """One mail that was found, known by mailbox, generation, UIDVALIDITY and UID; its bytes are a document.

    A refused mail has no document and a `reason`. `settled_at` is when it was marked or moved, as the mailbox asks.
    """

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("mailbox_id", "generation", "uid_validity", "uid"),
        Index(None, "organisation_id", "document_id"),
        Index(None, "mailbox_id", "found_at", "id"),
        Index("ix_mails_unsettled", "mailbox_id", sqlite_where=UNSETTLED, postgresql_where=UNSETTLED),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    mailbox_id: Mapped[Id] = mapped_column(ForeignKey("mailboxes.id"))
    generation: Mapped[int]
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[Digest | None]
    document_id: Mapped[Id | None] = mapped_column(ForeignKey("documents.id"))
    outcome: Mapped[Word]
    reason: Mapped[Word | None]
    found_at: Mapped[Moment]
    settled_at: Mapped[Moment | None]


class MailboxTrialTable(Base):
    """A trial of settings before they are saved; it is kept for a day.

    `settings` is encrypted with the organisation's key, and gone once tried. `steps` is JSON: what was tried, one
    after the other, and how it went.
    """

    __tablename__ = "mailbox_trials"
    __table_args__ = (Index(None, "organisation_id"), Index(None, "ended_at", "created_at"))

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    created_at: Mapped[Moment]
    settings: Mapped[bytes | None] = mapped_column(LargeBinary)
    begun_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    steps: Mapped[str | None] = mapped_column(Text)
