"""Rows of the page of one field: the part of the page that shows it, what was read, and what became of an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from models.doubts import DoubtKind, doubts_of
from models.invoice import Invoice
from models.terms import Term
from review_ui.by_field.contexts import PartView, RowView
from review_ui.by_field.places import place_of
from review_ui.languages.speech import gettext
from review_ui.review.fields import Entries, make_field
from review_ui.review.pages import MARGIN
from review_ui.review.saving import Saved
from review_ui.review.sums import make_sums, suspects
from review_ui.visitors import Visitor
from storage.by_field import Reading
from storage.documents import load_document
from storage.readings import load_invoice
from storage.rows import DocumentRow
from storage.waiting import REVIEWED


def make_rows(visitor: Visitor, term: Term, readings: Sequence[Reading], after: str = "") -> tuple[RowView, ...]:
    """The rows; those of one issuer stand together, for their papers look alike. Each knows the one below it."""
    ordered = [make_row(visitor, term, each) for each in by_issuer(readings)]
    below = [*(row.document.id for row in ordered[1:]), ""]
    return tuple(replace(row, after=after, ahead=ahead) for row, ahead in zip(ordered, below, strict=False))


def by_issuer(readings: Iterable[Reading]) -> list[Reading]:
    """In the order in which each issuer comes first."""
    groups = dict[str, list[Reading]]()
    for each in readings:
        groups.setdefault(each.document.seller_name or each.document.id, []).append(each)
    return [each for group in groups.values() for each in group]


def make_row(visitor: Visitor, term: Term, reading: Reading, saved: Saved | None = None) -> RowView:
    """One row, with what was typed and could not be stored."""
    document, invoice = reading.document, reading.invoice
    entries = Entries(saved.typed, saved.errors) if saved else Entries()
    entries = replace(entries, doubts=suspects(make_sums(invoice)))
    is_theirs = document.held_by not in {None, visitor.actor.id}
    return RowView(
        document=document,
        field=make_field(invoice, term, entries),
        version=reading.version,
        part=make_part(document, invoice, term, reading.version),
        settled=not any(doubt.kind is not DoubtKind.FINDING for doubt in doubts_of(invoice)),
        trouble=trouble_of(document, saved),
        held=document.held_name or "" if is_theirs else "",
    )


def trouble_of(document: DocumentRow, saved: Saved | None) -> str:
    if document.state not in REVIEWED:
        return gettext("This document is no longer in review.")
    return saved.trouble if saved else ""


def load_row(visitor: Visitor, term: Term, document_id: str, saved: Saved | None = None) -> RowView:
    """The row of one document as it is now, whatever its state. NotFound for another organisation's."""
    house, organisation = visitor.house, visitor.organisation_id
    document = load_document(house, organisation, document_id)
    return make_row(visitor, term, Reading(document, *load_invoice(house, organisation, document_id)), saved)


def make_part(document: DocumentRow, invoice: Invoice, term: Term, version: int) -> PartView | None:
    """The part of the page where the field is, or should be; None of a document without pages.

    The version stands in the address, so that a browser keeps the picture no longer than the page was read so.
    """
    if not document.pages:
        return None
    place = place_of(invoice, term)
    base = f"/documents/{document.id}/pages/{place.page}/part"
    if place.box is None:
        return PartView(place.page + 1, f"{base}?{urlencode({'v': version})}")
    x0, top, x1, bottom = place.box.as_list()
    address = f"{base}?{urlencode({'box': f'{x0},{top},{x1},{bottom}', 'v': version}, safe=',')}"
    seen = place.value.grown(MARGIN).moved(-x0, -top).rounded() if place.value else None
    frame = (seen.x0, seen.top, round(seen.width, 1), round(seen.height, 1)) if seen else None
    return PartView(place.page + 1, address, round(x1 - x0, 1), round(bottom - top, 1), frame)
