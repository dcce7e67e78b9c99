"""Decisions about a document: approve, reject, set aside as a duplicate, take up again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotReady, StateConflict
from models.invoice import Invoice
from models.outgoing import Mail
from models.states import State
from models.tables.base import new_id
from models.tables.documents import DocumentTable
from models.tables.readings import BookingTable
from models.terms import REQUIRED_TERMS
from storage import assessments, audit, ledger, lessons
from storage.database import now
from storage.endings import cancel_queued
from storage.house import House
from storage.leases import add_job
from storage.outbox import post_letter, recall_letters
from storage.projections import list_columns
from storage.second_person import forget_first, is_second, reasons_for
from storage.snapshots import open_snapshot, written_fields

APPROVABLE = (State.IN_REVIEW, State.READY)
RETURNABLE = (State.REJECTED, State.DUPLICATE)


def approve(house: House, org_id: str, document_id: str, *, actor: Actor, expected_version: int) -> str:
    """Approve and book, in one transaction; the id of the one active booking. Approving twice is approving once.

    Empty while the organisation's rules ask for another person too: then this was the first of two approvals. The
    second must be another person's, of the same version.

    NotReady names the required fields that are missing, or the state that stands against it; StateConflict when there
    is a newer version than the one the person saw.
    """
    with house.session(write=True) as session:
        document = ledger.find_document(session, org_id, document_id, lock=True)
        booking = active_booking(session, org_id, document_id)
        if (booking.version if booking else document.version) != expected_version:
            raise StateConflict("Somebody changed this document meanwhile; look at it again.")
        if booking is not None:
            return booking.id
        if State(document.state) not in APPROVABLE:
            raise NotReady(f"This document is {document.state}; only one in review can be approved.")
        invoice = open_snapshot(session, org_id, document_id, expected_version)
        _require_fields(invoice)
        reasons = reasons_for(session, document, invoice)
        first = is_second(session, document, reasons, actor) if reasons else None
        if reasons and first is None:
            return ""
        grounds = {"first_approval": first.actor_id, "reasons": list(reasons)} if first else None
        booking_id = book(session, document, invoice, actor, grounds=grounds)
        lessons.note_approval(session, document)
        assessments.note_approval(session, document, invoice)
        return booking_id


def reject(
    house: House,
    org_id: str,
    document_id: str,
    *,
    actor: Actor,
    reason: str,
    expected_version: int | None = None,
    letter: Mail | None = None,
) -> None:
    """Reject with the person's reason, and tell the sender by a `letter` where there is one.

    StateConflict while it is read, once it is approved, and when there is a newer version than the one the person saw.
    """
    with _setting_aside(
        house, org_id, document_id, State.REJECTED, actor=actor, expected=expected_version, note=reason
    ) as session:
        if letter is not None:
            post_letter(session, org_id, document_id, letter, actor=actor)


def mark_duplicate(
    house: House, org_id: str, document_id: str, *, actor: Actor, expected_version: int | None = None
) -> None:
    """Set a document aside as a duplicate of another."""
    with _setting_aside(house, org_id, document_id, State.DUPLICATE, actor=actor, expected=expected_version):
        pass


def reopen(house: House, org_id: str, document_id: str, *, actor: Actor) -> None:
    """Bring a rejected document or a duplicate back into review; one that was never read is read.

    StateConflict for others: a failed one is read again, the booking of a booked one is voided.
    """
    with house.session(write=True) as session:
        document = ledger.find_document(session, org_id, document_id, lock=True)
        if State(document.state) not in RETURNABLE:
            raise StateConflict(f"This document is {document.state}; only a rejected one can be reopened.")
        bring_back(session, document, actor=actor, cause="reopened", event="document_reopened")


def bring_back(session: Session, document: DocumentTable, *, actor: Actor, cause: str, event: str) -> None:
    """A locked document that was set aside is in review again, inside the caller's transaction; no letter goes out."""
    org_id, document_id = document.organisation_id, document.id
    if document.version == 0:
        add_job(session, org_id, document_id)
    recall_letters(session, org_id, document_id)
    state = State.IN_REVIEW if document.version else State.RECEIVED
    ledger.change_state(session, org_id, document_id, state, actor=actor, cause=cause)
    audit.record(session, org_id, event, actor=actor, document_id=document_id)


def active_booking(session: Session, org_id: str, document_id: str) -> BookingTable | None:
    """The one active booking of a document; None when there is none."""
    mine = and_(BookingTable.organisation_id == org_id, BookingTable.document_id == document_id)
    return session.scalar(select(BookingTable).where(mine, BookingTable.state == "active"))


def _require_fields(invoice: Invoice) -> None:
    if not invoice.document_class.has_fields:
        raise NotReady("This is not an invoice; say what it is in the field Document type, or reject it.")
    missing = [term.label for term in REQUIRED_TERMS if term not in invoice.fields]
    if missing:
        raise NotReady(f"Still missing: {', '.join(missing)}.")


def book(
    session: Session,
    document: DocumentTable,
    invoice: Invoice,
    actor: Actor,
    *,
    cause: str = "approved",
    grounds: Mapping[str, Any] | None = None,
) -> str:
    """The one active booking of a locked document, inside the caller's transaction; `grounds` go to the audit trail."""
    org_id, document_id = document.organisation_id, document.id
    ledger.change_state(session, org_id, document_id, State.APPROVED, actor=actor, cause=cause)
    booking = BookingTable(id=new_id(), organisation_id=org_id, document_id=document_id, state="active")
    booking.version, booking.sha256 = document.version, document.sha256
    booking.booked_at, booking.booked_by = now(session), actor.id
    for column, value in list_columns(invoice, document.name).items():
        setattr(booking, column, value)
    session.add(booking)
    session.flush()
    ledger.change_state(session, org_id, document_id, State.BOOKED, actor=actor, cause="booked")
    after: dict[str, Any] = {"booking": booking.id, "version": booking.version, "fields": written_fields(invoice)}
    after |= {"grounds": dict(grounds)} if grounds else {}
    audit.record(session, org_id, "document_booked", actor=actor, document_id=document_id, after=after)
    return booking.id


@contextmanager
def _setting_aside(
    house: House,
    org_id: str,
    document_id: str,
    state: State,
    *,
    actor: Actor,
    expected: int | None,
    note: str = "",
) -> Iterator[Session]:
    """Out of review, and out of the queue: a job that nobody has claimed yet is cancelled first."""
    with house.session(write=True) as session:
        cancel_queued(session, org_id, document_id, actor=actor)
        document = ledger.find_document(session, org_id, document_id, lock=True)
        ledger.refuse_while_read(document)
        if expected is not None and document.version != expected:
            raise StateConflict("Somebody changed this document meanwhile; look at it again.")
        ledger.change_state(session, org_id, document_id, state, actor=actor, cause=state.value, note=note)
        forget_first(session, document)
        yield session
        after = {"reason": note} if note else None
        audit.record(session, org_id, f"document_{state}", actor=actor, document_id=document_id, after=after)
        assessments.note_refusal(session, document, state.value)
