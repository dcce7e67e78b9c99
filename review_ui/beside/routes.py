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
from storage.rows import DocumentRow

router = APIRouter(prefix="/documents/{document_id}/beside/{other_id}")


@router.get("")
def show_beside(
    request: Request, document_id: str, other_id: str, visitor: Annotated[Visitor, Depends(permit(Action.VIEW))]
) -> Response:
    """Both documents of this organisation; NotFound for any other, and for a document beside itself."""
    if document_id == other_id:
        raise NotFound("A document stands beside another one.")
    first, second = (load_document(visitor.house, visitor.organisation_id, each) for each in (document_id, other_id))
    (one, _), (other, _) = try_invoice(visitor, first), try_invoice(visitor, second)
    rows = compare(one, other)
    differing = frozenset(row.key for row in rows if row.differs)
    sides = (make_side(visitor, first, one, differing), make_side(visitor, second, other, differing))
    return render(request, BesidePage(sides, rows, len(differing)))


def make_side(visitor: Visitor, document: DocumentRow, invoice: Invoice, differing: frozenset[str]) -> Side:
    pages = make_pages(try_transcript(visitor, document.id, words=False), invoice)
    return Side(document, title_of(document), mark_differing(pages, differing))
