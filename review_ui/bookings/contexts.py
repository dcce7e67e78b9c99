"""What the list of bookings shows."""

from dataclasses import dataclass
from typing import ClassVar

from review_ui.rendering import Page
from storage.rows import BookingRow, Listing


@dataclass(frozen=True, slots=True)
class BookingsPage(Page):
    """The bookings of one organisation, newest first, voided ones too.

    `listing` is one page of them, `query` the search as typed, `address` this list's own address without the page,
    `message` what was just done.
    """

    template: ClassVar[str] = "bookings/bookings.html"
    listing: Listing[BookingRow]
    query: str
    address: str
    message: str
