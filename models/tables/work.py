"""Work to be done: jobs with their leases, and the results of the steps that are done."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Id, Key, Moment, Organisation, Word

OPEN = text("status IN ('queued', 'running')")
CLAIMED = text("attempt > 0 AND (deferrals = 0 OR status <> 'queued')")  # one that was put off has a turn to come


class JobTable(Base):
    """The reading of one document; at most one open job per document.

    `turn` is its place in the queue, fair between organisations (`storage/turns.py`).
    `attempt` grows with every claim and is the fence; `crashes` counts the workers that died over it, `deferrals` how
    often an outage put it off. `password` is encrypted with the document's key and goes when the job ends. `division`
    are the pages of the documents that a person wants it split into, as people write them; then it is not read, nor
    when it is to be joined with the documents whose ids are in `joining`, in their order.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("uq_jobs_open", "document_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_jobs_open", "turn", "created_at", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_jobs_open_of", "organisation_id", "turn", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_jobs_claimed", "turn", sqlite_where=CLAIMED, postgresql_where=CLAIMED),
        Index(None, "organisation_id", "document_id"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[Organisation]
    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"))
    status: Mapped[Word]
    turn: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[Moment]
    available_at: Mapped[Moment]
    attempt: Mapped[int] = mapped_column(default=0)
    crashes: Mapped[int] = mapped_column(default=0)
    deferrals: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(200))
    leased_until: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    password: Mapped[bytes | None] = mapped_column(LargeBinary)
    division: Mapped[str | None] = mapped_column(Text)
    joining: Mapped[str | None] = mapped_column(Text)


class StepResultTable(Base):
    """What a step of the capture found, so that a second run skips it. Encrypted with the document's key."""

    __tablename__ = "step_results"
    __table_args__ = (Index(None, "organisation_id"),)

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    step: Mapped[Word] = mapped_column(primary_key=True)
    version: Mapped[Word] = mapped_column(primary_key=True)
    organisation_id: Mapped[Organisation]
    attempt: Mapped[int]
    at: Mapped[Moment]
    content: Mapped[bytes] = mapped_column(LargeBinary)
