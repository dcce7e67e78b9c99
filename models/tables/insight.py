"""What was counted, day by day; how long people looked at documents; and the issuers whose documents were decided."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Id, Key, Moment, Organisation, Word


class TallyTable(Base):
    """How often something happened on a day (UTC), and the seconds it took where that is asked.

    `measure` is a `Measure`; `name` parts it further: a channel, a lane, the key of a term, the id of a person.
    """

    __tablename__ = "tallies"

    organisation_id: Mapped[str] = mapped_column(String(32), ForeignKey("organisations.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[Word] = mapped_column(primary_key=True)
    name: Mapped[Word] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[int] = mapped_column(BigInteger, default=0)


class AttentionTable(Base):
    """For how many seconds a person has had a document open and used it. When, is not kept."""

    __tablename__ = "attention"
    __table_args__ = (Index(None, "organisation_id"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    seconds: Mapped[int]


class IssuerTable(Base):
    """An issuer by its name, once a document of it was booked: `key` is the name without case, spaces and marks.

    `documents` were booked or refused, `wrong` of them changed or refused by a person. `expense_account` and
    `cost_centre` go to the export of its bookings. `version` grows when these are edited.
    """

    __tablename__ = "issuers"
    __table_args__ = (UniqueConstraint("organisation_id", "key"),)

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    key: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(Text)
    documents: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Moment]
    expense_account: Mapped[str] = mapped_column(String(40), default="")
    cost_centre: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)
