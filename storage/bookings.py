"""Bookings: one active per document, kept for ever, voided at most."""

from collections.abc import Collection

from models.actors import Actor
from storage.house import House
from storage.rows import BookingExport, BookingRow, Listing


def list_bookings(
    house: House, org_id: str, *, search: str = "", page: int = 1, per_page: int = 50
) -> Listing[BookingRow]:
    """Newest first, voided ones too."""
    raise NotImplementedError


def void_booking(house: House, org_id: str, booking_id: str, *, actor: Actor, reason: str) -> None:
    """Void a booking; its document is in review again. StateConflict when it is voided already."""
    raise NotImplementedError


def export_bookings(
    house: House, org_id: str, booking_ids: Collection[str] | None = None, *, actor: Actor
) -> list[BookingExport]:
    """The active bookings, all or those named, oldest first; they and their documents are marked as exported."""
    raise NotImplementedError


def find_booking(house: House, org_id: str, document_id: str) -> BookingRow | None:
    """The active booking of a document; None when there is none."""
    raise NotImplementedError
