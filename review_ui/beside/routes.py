"""Two documents beside each other, such as an invoice and what may be its duplicate."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.errors import NotFound
from models.invoice import Invoice
from review_ui.beside.comparing import compare, mark_differing
from review_ui.beside.contexts import BesidePage, Side
from review_ui.rendering import render
from review_ui.review.pages import make_pages
from review_ui.review.saving import try_transcript
from review_ui.review.screen import title_of, try_invoice
from review_ui.visitors import Visitor, permit
from storage.documents import load_document
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}/beside/{other_id}")


@router.get("")
def show_beside(
    request: Request, document_id: str, other_id: str, visitor: Annotated[Visitor, Depends(permit(Action.VIEW))]
) -> Response:
    """Both documents of this organisation; NotFound for any other, and for a document beside itself."""
    if document_id == other_id:
        raise NotFound("A document stands beside another one.")
    one, _ = try_invoice(visitor, document_id)
    other, _ = try_invoice(visitor, other_id)
    rows = compare(one, other)
    differing = frozenset(row.key for row in rows if row.differs)
    sides = (make_side(visitor, document_id, one, differing), make_side(visitor, other_id, other, differing))
    return render(request, BesidePage(sides, rows, len(differing)))


def make_side(visitor: Visitor, document_id: str, invoice: Invoice, differing: frozenset[str]) -> Side:
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    pages = make_pages(try_transcript(visitor, document_id, words=False), invoice)
    return Side(document, title_of(document), mark_differing(pages, differing))
