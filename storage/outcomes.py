"""What became of documents, counted day by day and by issuer, in the transaction in which it happens.

What a person takes back is not counted, as if it had not happened; what is voided is an approval and a voiding.

Every function works inside the caller's transaction, in which the organisation's row is held.
"""

from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.invoice import Invoice
from models.tables.documents import DocumentTable
from models.tables.readings import ProjectionTable
from models.terms import Term
from models.unseen import Lane, changed_terms, is_changed
from storage.audit import lock_organisation
from storage.database import now
from storage.issuers import forget_decision, note_decision
from storage.tallies import Measure, Tally, span_of, tally, untally

UNSEEN, PERSON = "unseen", "person"


def count_read(session: Session, org_id: str, lane: Lane) -> None:
    """A document was read for the first time, and takes this way."""
    lock_organisation(session, org_id)
    tally(session, org_id, [Tally(Measure.READ, lane.value)])


def count_booked(session: Session, document: DocumentTable, booked: Invoice, *, unseen: bool) -> None:
    """A document was booked, so long after it was received."""
    lock_organisation(session, document.organisation_id)
    tally(session, document.organisation_id, _booked(document, now(session), UNSEEN if unseen else PERSON))
    if unseen:
        note_decision(session, document.organisation_id, booked.text(Term.SELLER_NAME), wrong=False)


def count_reviewed(session: Session, document: DocumentTable, captured: Invoice, approved: Invoice) -> None:
    """A person approved a document: of each field, whether it was right as read."""
    tally(session, document.organisation_id, _reviewed(captured, approved))
    wrong = bool(changed_terms(captured, approved))
    note_decision(session, document.organisation_id, approved.text(Term.SELLER_NAME), wrong=wrong)


def count_refused(session: Session, document: DocumentTable, cause: str) -> None:
    """A person rejected it, set it aside or voided its booking."""
    lock_organisation(session, document.organisation_id)
    tally(session, document.organisation_id, [Tally(Measure.DECIDED, cause)])
    note_decision(session, document.organisation_id, _seller(session, document), wrong=True)


def uncount_approved(
    session: Session, document: DocumentTable, at: datetime, captured: Invoice | None, approved: Invoice
) -> None:
    """The person who approved it then took that back: what was counted is not; None where it was never assessed."""
    lock_organisation(session, document.organisation_id)
    counted = [*_booked(document, at, PERSON), *(_reviewed(captured, approved) if captured else ())]
    untally(session, document.organisation_id, counted, at)
    if captured:
        wrong = bool(changed_terms(captured, approved))
        forget_decision(session, document.organisation_id, approved.text(Term.SELLER_NAME), wrong=wrong)


def uncount_refused(session: Session, document: DocumentTable, at: datetime, cause: str) -> None:
    """The person who rejected it then, or set it aside, took that back."""
    lock_organisation(session, document.organisation_id)
    untally(session, document.organisation_id, [Tally(Measure.DECIDED, cause)], at)
    forget_decision(session, document.organisation_id, _seller(session, document), wrong=True)


def _booked(document: DocumentTable, at: datetime, who: str) -> list[Tally]:
    seconds = max(0, int((at - document.received_at).total_seconds()))
    return [Tally(Measure.BOOKED, who, 1, seconds), Tally(Measure.TURNAROUND, span_of(seconds))]


def _reviewed(captured: Invoice, approved: Invoice) -> list[Tally]:
    told = [term for term in Term if term in captured.fields or term in approved.fields]
    wrong = {term for term in told if is_changed(captured, approved, term)}
    fields = [Tally(Measure.WRONG if term in wrong else Measure.RIGHT, term.key) for term in told]
    cause = "corrected" if changed_terms(captured, approved) else "approved"
    return [Tally(Measure.DECIDED, cause), *fields]


def _seller(session: Session, document: DocumentTable) -> str | None:
    mine = and_(ProjectionTable.organisation_id == document.organisation_id, ProjectionTable.document_id == document.id)
    return session.scalar(select(ProjectionTable.seller_name).where(mine))
