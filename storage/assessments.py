"""What is thought of each document when it is first read, and what people's decisions say of that.

What becomes of documents is counted on the way (`storage/outcomes.py`). Every function works inside the caller's
transaction, after the locks of job and document.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.invoice import Invoice
from models.tables.automation import AssessmentTable
from models.tables.documents import DocumentTable
from models.tables.readings import BookingTable
from models.unseen import Lane, Obstacle, Policy, changed_terms, document_score, lane_of, obstacle_of, witnesses_of
from storage.automation import evaluate, policy_of
from storage.database import now
from storage.outcomes import (
    count_booked,
    count_read,
    count_refused,
    count_reviewed,
    uncount_approved,
    uncount_refused,
)
from storage.second_person import reasons_for
from storage.snapshots import open_snapshot

APPROVED, CORRECTED = "approved", "corrected"


@dataclass(frozen=True, slots=True)
class Assessed:
    """The lane that a document takes, and what it rests on."""

    lane: Lane
    policy: Policy
    score: float
    witnesses: dict[str, list[str]]

    def grounds(self) -> dict[str, Any]:
        """Why it may be booked unseen, for the audit trail."""
        policy = {"bound": self.policy.bound, "threshold": self.policy.threshold, "reader": self.policy.reader}
        return {**policy, "score": self.score, "witnesses": self.witnesses}


def assess(session: Session, document: DocumentTable, invoice: Invoice, reader: str) -> Assessed:
    """Remember what is thought of a reading that was just saved. What was read before goes to a person."""
    policy, score = policy_of(session, document.organisation_id), document_score(invoice)
    obstacle = obstacle_of(invoice)
    if not obstacle and reasons_for(session, document, invoice):
        obstacle = Obstacle.TWO_PEOPLE
    witnesses = {term.key: list(names) for term, names in witnesses_of(invoice).items()}
    if document.version > 1:
        return Assessed(Lane.REVIEW, policy, score, witnesses)
    lane = lane_of(policy, document.id, score, obstacle, reader)
    row = AssessmentTable(document_id=document.id, organisation_id=document.organisation_id, version=document.version)
    row.reader, row.score, row.obstacle, row.lane = reader, score, obstacle.value, lane.value
    row.threshold, row.at = policy.threshold, now(session)
    session.add(row)
    session.flush()
    count_read(session, document.organisation_id, lane)
    if lane is Lane.UNSEEN:
        count_booked(session, document, invoice, unseen=True)
    return Assessed(lane, policy, score, witnesses)


def note_approval(session: Session, document: DocumentTable, approved: Invoice) -> None:
    """A person approved: the reading was right if no required field had to be changed. The threshold follows."""
    count_booked(session, document, approved, unseen=False)
    row = _find(session, document)
    if row is None:
        return
    captured = open_snapshot(session, document.organisation_id, document.id, row.version)
    changed = changed_terms(captured, approved)
    count_reviewed(session, document, captured, approved)
    _decide(session, row, wrong=bool(changed), cause=CORRECTED if changed else APPROVED)
    row.terms = " ".join(term.key for term in changed) or None
    evaluate(session, document.organisation_id)


def note_refusal(session: Session, document: DocumentTable, cause: str) -> None:
    """A person rejected it, set it aside or voided its booking: booking it unseen would have been wrong."""
    count_refused(session, document, cause)
    row = _find(session, document)
    if row is None:
        return
    _decide(session, row, wrong=True, cause=cause)
    evaluate(session, document.organisation_id)


def forget_approval(session: Session, document: DocumentTable, booking: BookingTable) -> None:
    """The approval was taken back by who made it: it is not counted and says nothing, until there is another."""
    org_id, row = document.organisation_id, _find(session, document)
    captured = open_snapshot(session, org_id, document.id, row.version) if row else None
    approved = open_snapshot(session, org_id, document.id, booking.version)
    uncount_approved(session, document, booking.booked_at, captured, approved)
    _forget(session, document, row)


def forget_refusal(session: Session, document: DocumentTable, at: datetime, cause: str) -> None:
    """The same for what was rejected then, or set aside."""
    uncount_refused(session, document, at, cause)
    _forget(session, document, _find(session, document))


def _forget(session: Session, document: DocumentTable, row: AssessmentTable | None) -> None:
    if row is None or row.decided_at is None:
        return
    row.wrong = row.cause = row.decided_at = row.terms = None
    session.flush()
    evaluate(session, document.organisation_id)


def _find(session: Session, document: DocumentTable) -> AssessmentTable | None:
    mine = and_(AssessmentTable.organisation_id == document.organisation_id, AssessmentTable.document_id == document.id)
    return session.scalar(select(AssessmentTable).where(mine))


def _decide(session: Session, row: AssessmentTable, *, wrong: bool, cause: str) -> None:
    row.wrong, row.cause, row.decided_at = wrong, cause, now(session)
    session.flush()
