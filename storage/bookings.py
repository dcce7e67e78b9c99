"""Bookings: one active per document, kept for ever, voided at most."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotFound, StateConflict
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.readings import BookingTable
from storage import assessments, audit, ledger, lessons
from storage.database import now
from storage.finding import find_bookings
from storage.house import House
from storage.paging import Asked, load_found, load_page
from storage.rows import BookingExport, BookingRow, Listing
from storage.searching import BOOKINGS, is_search
from storage.second_person import forget_first
from storage.snapshots import open_snapshot

COLUMNS = (
    BookingTable.id,
    BookingTable.organisation_id,
    BookingTable.document_id,
    BookingTable.version,
    BookingTable.state,
    BookingTable.booked_at,
    BookingTable.exported_at,
    BookingTable.voided_at,
    DocumentTable.name.label("document_name"),
    BookingTable.sha256,
    BookingTable.document_type,
    BookingTable.seller_name,
    BookingTable.invoice_number,
    BookingTable.issue_date,
    BookingTable.due_date,
    BookingTable.currency,
    BookingTable.total_gross,
)


def list_bookings(
    house: House, org_id: str, *, search: str = "", page: int = 1, per_page: int = 50
) -> Listing[BookingRow]:
    """Newest first, voided ones too. `search` as for documents; `page` counts from 1."""
    asked = Asked(page, per_page)
    with house.session() as session:
        if not is_search(search):
            ids = select(BookingTable.id).where(BOOKINGS.mine(org_id)).order_by(*BOOKINGS.newest_first)
            return load_page(session, BOOKINGS, ids, _bookings(org_id), asked, row_of=_row)
        found = find_bookings(session, org_id, search)
        return load_found(session, BOOKINGS, found, _bookings(org_id), asked, row_of=_row)


def find_booking(house: House, org_id: str, document_id: str) -> BookingRow | None:
    """The active booking of a document; None when there is none."""
    active = and_(BookingTable.document_id == document_id, BookingTable.state == "active")
    with house.session() as session:
        found = session.execute(_bookings(org_id).where(active)).one_or_none()
    return _row(found) if found else None


def void_booking(house: House, org_id: str, booking_id: str, *, actor: Actor, reason: str) -> None:
    """Void a booking; its document is in review again. StateConflict when it is voided already."""
    with house.session(write=True) as session:
        booking = _find(session, org_id, booking_id)
        document = ledger.find_document(session, org_id, booking.document_id, lock=True)
        session.refresh(booking)
        if booking.state != "active":
            raise StateConflict("This booking is voided already.")
        void(session, document, booking, actor=actor, event="booking_voided", reason=reason)
        assessments.note_refusal(session, document, "voided")


def void(
    session: Session, document: DocumentTable, booking: BookingTable, *, actor: Actor, event: str, reason: str = ""
) -> None:
    """Void the active booking of a locked document, inside the caller's transaction; the document is in review."""
    org_id, document_id = document.organisation_id, document.id
    booking.state, booking.voided_at = "voided", now(session)
    ledger.change_state(session, org_id, document_id, State.IN_REVIEW, actor=actor, cause=event, note=reason)
    after = {"booking": booking.id, **({"reason": reason} if reason else {})}
    audit.record(session, org_id, event, actor=actor, document_id=document_id, after=after)
    lessons.forget_document(session, document)
    forget_first(session, document)


def export_bookings(
    house: House, org_id: str, booking_ids: Collection[str] | None = None, *, actor: Actor
) -> list[BookingExport]:
    """The active bookings, all or those named, oldest first; they and their documents are marked as exported.

    Exporting again gives the same, with the time of the first export.
    """
    with house.session(write=True) as session:
        for document_id in _documents_of(session, org_id, booking_ids):
            _mark_exported(session, org_id, document_id, actor)
        session.flush()
        found = session.execute(_active(org_id, booking_ids).order_by(BookingTable.booked_at, BookingTable.id))
        rows = [_row(row) for row in found.all()]
        audit.record(session, org_id, "bookings_exported", actor=actor, after={"bookings": [row.id for row in rows]})
    with house.session() as session:  # snapshots never change, and opening many holds up nobody who writes
        return [BookingExport(row, open_snapshot(session, org_id, row.document_id, row.version)) for row in rows]


def _documents_of(session: Session, org_id: str, booking_ids: Collection[str] | None) -> list[str]:
    """The documents to mark, in the one order in which everybody locks them."""
    chosen = _active(org_id, booking_ids).where(BookingTable.exported_at.is_(None)).subquery()
    return list(session.scalars(select(chosen.c.document_id).order_by(chosen.c.document_id)))


def _mark_exported(session: Session, org_id: str, document_id: str, actor: Actor) -> None:
    document = ledger.find_document(session, org_id, document_id, lock=True)
    mine = and_(BookingTable.organisation_id == org_id, BookingTable.document_id == document_id)
    fresh = and_(BookingTable.state == "active", BookingTable.exported_at.is_(None))
    booking = session.scalar(select(BookingTable).where(mine, fresh).execution_options(populate_existing=True))
    if booking is not None and document.state == State.BOOKED:
        booking.exported_at = now(session)
        ledger.change_state(session, org_id, document_id, State.EXPORTED, actor=actor, cause="exported")


def _find(session: Session, org_id: str, booking_id: str) -> BookingTable:
    mine = and_(BookingTable.organisation_id == org_id, BookingTable.id == booking_id)
    found = session.scalar(select(BookingTable).where(mine))
    if found is None:
        raise NotFound("There is no such booking.")
    return found


def _active(org_id: str, booking_ids: Collection[str] | None) -> Select[Any]:
    statement = _bookings(org_id).where(BookingTable.state == "active")
    return statement if booking_ids is None else statement.where(BookingTable.id.in_(list(booking_ids)))


def _bookings(org_id: str) -> Select[Any]:
    joined = and_(DocumentTable.id == BookingTable.document_id, DocumentTable.organisation_id == org_id)
    return select(*COLUMNS).join(DocumentTable, joined).where(BookingTable.organisation_id == org_id)


def _row(found: Any) -> BookingRow:
    return BookingRow(**found._mapping)  # noqa: SLF001 - the public way to a row's values by name
