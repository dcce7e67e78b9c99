"""What lists and people need of documents that wait: doubts to filter by, holds, saved views, and the read text."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Id, Key, Moment, Organisation, Word

NEVER = date(9999, 12, 31)
"""Due after everything else: no date was read."""


class DoubtTable(Base):
    """One thing to look at in a document that is in review, by its subject (`models/doubts.py`).

    Rows are there only while the document is in review: what waits is found by them, however much was ever booked.
    """

    __tablename__ = "doubts"
    __table_args__ = (Index(None, "organisation_id", "subject", "received_at", "document_id"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    subject: Mapped[Word] = mapped_column(primary_key=True)
    organisation_id: Mapped[Organisation]
    received_at: Mapped[Moment]


class HoldTable(Base):
    """Who has a document open for review, since when, and until when unless it is renewed.

    `token` is that of the page that took it last: only that page gives it back.
    """

    __tablename__ = "holds"
    __table_args__ = (Index(None, "organisation_id", "until"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"))
    since: Mapped[Moment]
    until: Mapped[Moment]
    token: Mapped[Id]


class ViewTable(Base):
    """A list that somebody saved under a name: its filters, as they stand in an address. Others see a shared one."""

    __tablename__ = "views"
    __table_args__ = (Index(None, "organisation_id", "user_id"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000))
    shared: Mapped[bool]
    created_at: Mapped[Moment]


class TextTable(Base):
    """The words that were read on a document's pages, folded, each once: searched and never shown.

    Erasing a document clears it.
    """

    __tablename__ = "texts"

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    search_text: Mapped[str] = mapped_column(Text)


class BacklogTable(Base):
    """A document that was read before there were doubts and texts; its row goes when it has both (decision 0058).

    Those that `waits` for a person come first.
    """

    __tablename__ = "backlog"
    __table_args__ = (Index(None, "waits", "document_id"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    waits: Mapped[bool]
