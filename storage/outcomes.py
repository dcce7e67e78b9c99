"""What became of documents, counted day by day and by issuer, in the transaction in which it happens.

Every function works inside the caller's transaction, in which the organisation's row is held.
"""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.invoice import Invoice
from models.tables.documents import DocumentTable
from models.tables.readings import ProjectionTable
from models.terms import Term
from models.unseen import Lane, changed_terms, is_changed
from storage.audit import lock_organisation
from storage.database import now
from storage.issuers import note_decision
from storage.tallies import Measure, Tally, span_of, tally

UNSEEN, PERSON = "unseen", "person"


def count_read(session: Session, org_id: str, lane: Lane) -> None:
    """A document was read for the first time, and takes this way."""
    lock_organisation(session, org_id)
    tally(session, org_id, [Tally(Measure.READ, lane.value)])


def count_booked(session: Session, document: DocumentTable, booked: Invoice, *, unseen: bool) -> None:
    """A document was booked, so long after it was received."""
    seconds = max(0, int((now(session) - document.received_at).total_seconds()))
    lock_organisation(session, document.organisation_id)
    who = Tally(Measure.BOOKED, UNSEEN if unseen else PERSON, 1, seconds)
    tally(session, document.organisation_id, [who, Tally(Measure.TURNAROUND, span_of(seconds))])
    if unseen:
        note_decision(session, document.organisation_id, booked.text(Term.SELLER_NAME), wrong=False)


def count_reviewed(session: Session, document: DocumentTable, captured: Invoice, approved: Invoice) -> None:
    """A person approved a document: of each field, whether it was right as read."""
    told = [term for term in Term if term in captured.fields or term in approved.fields]
    wrong = {term for term in told if is_changed(captured, approved, term)}
    fields = [Tally(Measure.WRONG if term in wrong else Measure.RIGHT, term.key) for term in told]
    is_wrong = bool(changed_terms(captured, approved))
    tally(session, document.organisation_id, [Tally(Measure.DECIDED, "corrected" if is_wrong else "approved"), *fields])
    note_decision(session, document.organisation_id, approved.text(Term.SELLER_NAME), wrong=is_wrong)


def count_refused(session: Session, document: DocumentTable, cause: str) -> None:
    """A person rejected it, set it aside or voided its booking."""
    lock_organisation(session, document.organisation_id)
    tally(session, document.organisation_id, [Tally(Measure.DECIDED, cause)])
    mine = and_(ProjectionTable.organisation_id == document.organisation_id, ProjectionTable.document_id == document.id)
    name = session.scalar(select(ProjectionTable.seller_name).where(mine))
    note_decision(session, document.organisation_id, name, wrong=True)
