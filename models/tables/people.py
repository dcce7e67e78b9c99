"""Organisations, the people in them, their sessions and one-time links. Tokens are kept as SHA-256 only."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Digest, Id, Key, Moment, Organisation, Word


class OrganisationTable(Base):
    """An organisation; `audit_sequence` and `audit_head` are the end of its audit chain."""

    __tablename__ = "organisations"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Moment]
    audit_sequence: Mapped[int] = mapped_column(default=0)
    audit_head: Mapped[Digest] = mapped_column(default="")

    @property
    def organisation_id(self) -> str:
        return self.id


class UserTable(Base):
    """A person. `organisation_id` is where they were created; memberships say where they may work.

    `language` is the one they chose to be spoken to in; None while they chose none.
    """

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[Moment | None]
    language: Mapped[Word | None]
    created_at: Mapped[Moment]


class MembershipTable(Base):
    """The one role of a person in an organisation."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("organisation_id", "user_id"), Index(None, "user_id"))

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"))
    role: Mapped[Word]
    created_at: Mapped[Moment]


class SessionTable(Base):
    """A sign-in of a person, working in one organisation, until `expires_at` or `ended_at`."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "organisation_id", "user_id"))

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[Digest]
    address: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


class LinkTable(Base):
    """A link that works once. That of the first run has no organisation, there is none yet; others are a person's."""

    __tablename__ = "links"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "organisation_id"), Index(None, "user_id"))

    id: Mapped[Key]
    organisation_id: Mapped[Id | None] = mapped_column(ForeignKey("organisations.id"))
    user_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"))
    purpose: Mapped[Word]
    token_hash: Mapped[Digest]
    role: Mapped[Word | None]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
