"""What may be booked unseen: the policy of each organisation, and what was thought of documents beforehand."""

from sqlalchemy import Double, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Id, Moment, Organisation, Word

WRONG = text("wrong")  # of a truth value itself: both databases know it again in a question that says the same
EVIDENCE = text("decided_at IS NOT NULL AND obstacle = ''")  # likewise
_EVIDENCE = ("organisation_id", "reader", "decided_at", "document_id", "score", "wrong", "at")
_COUNTED = ("organisation_id", "reader", "at", "lane", "obstacle", "score", "decided_at", "wrong")


class AutomationTable(Base):
    """The policy of one organisation. At most 1 in `bound` may be wrong, 1 in `sample` is reviewed all the same.

    `threshold` was found for readings of version `reader`; `reason` says why it is there or why there is none. Only
    documents that were captured after `since` count. An organisation without a row has the policy of the start.
    """

    __tablename__ = "automation"

    organisation_id: Mapped[str] = mapped_column(String(32), ForeignKey("organisations.id"), primary_key=True)
    mode: Mapped[Word]
    bound: Mapped[int]
    sample: Mapped[int]
    threshold: Mapped[float | None] = mapped_column(Double)
    reader: Mapped[Word]
    reason: Mapped[Word]
    since: Mapped[Moment | None]
    changed_at: Mapped[Moment]


class AssessmentTable(Base):
    """What was thought of a document when it was first read, and whether that was right, once a person has decided.

    `obstacle` is empty when nothing stood against booking it unseen but perhaps its score; `threshold` is that of the
    time. `wrong` is None until somebody decided; `terms` are the keys of the required fields that were changed.
    What the threshold follows from, and what is counted, stands whole in two indexes: no row is looked up for it.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        Index("ix_assessments_evidence", *_EVIDENCE, sqlite_where=EVIDENCE, postgresql_where=EVIDENCE),
        Index("ix_assessments_counted", *_COUNTED),
        Index(None, "organisation_id", "at", "document_id"),
        Index("ix_assessments_wrong", "organisation_id", "decided_at", sqlite_where=WRONG, postgresql_where=WRONG),
    )

    document_id: Mapped[Id] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    organisation_id: Mapped[Organisation]
    version: Mapped[int]
    reader: Mapped[Word]
    score: Mapped[float] = mapped_column(Double)
    obstacle: Mapped[Word]
    lane: Mapped[Word]
    threshold: Mapped[float | None] = mapped_column(Double)
    at: Mapped[Moment]
    decided_at: Mapped[Moment | None]
    wrong: Mapped[bool | None]
    cause: Mapped[Word | None]
    terms: Mapped[str | None] = mapped_column(Text)
