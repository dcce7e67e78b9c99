"""Bookings: list, export, void."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput
from review_ui.asked import TheAsked
from review_ui.bookings.contexts import BookingsPage
from review_ui.bookings.exporting import write_csv, write_json
from review_ui.forms import TheForm, local_path, text
from review_ui.languages.words import Words
from review_ui.rendering import render
from review_ui.visitors import TheSettings, Visitor, permit
from storage.bookings import export_bookings, list_bookings, void_booking
from storage.issuers import defaults_of
from storage.roles import Action

router = APIRouter(prefix="/bookings")
MESSAGES: Words[str] = Words({"voided": "The booking was voided. Its document is in review again."})
FORMATS = {"csv": (write_csv, "text/csv; charset=utf-8"), "json": (write_json, "application/json")}


@router.get("")
def show_bookings(
    request: Request,
    settings: TheSettings,
    asked: TheAsked,
    visitor: Annotated[Visitor, Depends(permit(Action.VIEW_BOOKINGS))],
) -> Response:
    listing = list_bookings(
        visitor.house,
        visitor.organisation_id,
        search=asked.query,
        page=asked.page_number,
        per_page=settings.per_page,
    )
    address = "/bookings?" + urlencode({"q": asked.query})
    return render(request, BookingsPage(listing, asked.query, address, MESSAGES.get(asked.done, "")))


@router.post("/export")
def export_chosen(form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.EXPORT))]) -> Response:
    """A file with the chosen bookings, or with all active ones when none is chosen."""
    chosen = [value for value in form.getlist("booking") if isinstance(value, str)]
    suffix = text(form, "format", "csv")
    if suffix not in FORMATS:
        raise InvalidInput("Bookings are exported as csv or json.")
    write, media_type = FORMATS[suffix]
    exports = export_bookings(visitor.house, visitor.organisation_id, chosen or None, actor=visitor.actor)
    name = f"bookings-{datetime.now(UTC):%Y%m%d-%H%M%S}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    names = [export.booking.seller_name for export in exports]
    posting = defaults_of(visitor.house, visitor.organisation_id, names)
    return Response(write(exports, posting), media_type=media_type, headers=headers)


@router.post("/{booking_id}/void")
def void_one(booking_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.VOID))]) -> Response:
    reason = text(form, "reason")
    if not reason:
        raise InvalidInput("Say why the booking is voided; the auditor will want to know.")
    void_booking(visitor.house, visitor.organisation_id, booking_id, actor=visitor.actor, reason=reason)
    return RedirectResponse(local_path(text(form, "back", "/bookings?done=voided")), status_code=303)
