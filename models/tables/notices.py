"""What people are told, on screen and by mail, and how each of them wants that."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Id, Key, Moment, Organisation, Word

UNREAD = text("shown AND read_at IS NULL")
UNMAILED = text("to_mail")
UNSENT = text("ended_at IS NULL")
HINDERED = text("problem IS NOT NULL")


class PreferencesTable(Base):
    """How a person wants to work in an organisation; without a row it is as at the start (`models/notices.py`).

    `screen`, `mail` and `seen` are words with spaces between them. `mailed_at` is when the last mail was written.
    """

    __tablename__ = "preferences"

    organisation_id: Mapped[str] = mapped_column(String(32), ForeignKey("organisations.id"), primary_key=True)
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"), primary_key=True)
    screen: Mapped[str] = mapped_column(Text)
    mail: Mapped[str] = mapped_column(Text)
    pace: Mapped[Word]
    single_keys: Mapped[bool]
    seen: Mapped[str] = mapped_column(Text)
    mailed_at: Mapped[Moment | None]


class NoticeTable(Base):
    """One thing that one person is told. It names what it is about, and holds nothing of its content.

    `shown` is whether it stands on the screen, `to_mail` whether a mail is still to tell of it.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "organisation_id", "user_id", "at", "id"),
        Index("ix_notices_unread", "organisation_id", "user_id", sqlite_where=UNREAD, postgresql_where=UNREAD),
        Index("ix_notices_unmailed", "organisation_id", "user_id", sqlite_where=UNMAILED, postgresql_where=UNMAILED),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[Word]
    document_id: Mapped[Id | None] = mapped_column(ForeignKey("documents.id"))
    mailbox_id: Mapped[Id | None] = mapped_column(ForeignKey("mailboxes.id"))
    at: Mapped[Moment]
    shown: Mapped[bool]
    read_at: Mapped[Moment | None]
    to_mail: Mapped[bool]


class OutboxTable(Base):
    """A mail that is to be sent, or was: a letter about a document under its key, or a notice under the organisation's.

    `attempt` grows whenever somebody takes it, and is the fence. `problem` is a machine word; `ended_at` is when it
    went out, or with a problem was recalled or given up.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_unsent", "available_at", "id", sqlite_where=UNSENT, postgresql_where=UNSENT),
        Index("ix_outbox_hindered", "organisation_id", "created_at", sqlite_where=HINDERED, postgresql_where=HINDERED),
        Index(None, "document_id"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id | None] = mapped_column(ForeignKey("documents.id"))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[Moment]
    available_at: Mapped[Moment]
    attempt: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    problem: Mapped[Word | None]
