"""What belongs to a document and is no page: the original, the pages in pictures and words, the history."""

import mimetypes
from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import JSONResponse, Response

from models.errors import NotFound
from models.terms import Term
from review_ui.documents.field_history import make_field_history
from review_ui.documents.finding import find_on_pages
from review_ui.documents.history import HistoryPage, make_history
from review_ui.documents.thumbnails import make_thumbnail
from review_ui.rendering import render, wants_part
from review_ui.visitors import Visitor, permit
from storage.documents import load_copy, load_document, load_original, load_page_image
from storage.readings import load_page, load_transcript
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")
Viewer = Annotated[Visitor, Depends(permit(Action.VIEW))]
Number = Annotated[int, Path(ge=0, le=100_000)]

# A file that came from outside never runs as a page of ours, whatever it is.
INERT = {"Content-Security-Policy": "sandbox; default-src 'none'"}
KEEP = {"Cache-Control": "private, max-age=3600"}


def to_save(name: str) -> dict[str, str]:
    """The header that makes a browser save a file under `name`."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


@router.get("/original")
def download_original(document_id: str, visitor: Viewer) -> Response:
    """The bytes as they were received, to save and never to show."""
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    content = load_original(visitor.house, visitor.organisation_id, document_id)
    media_type = mimetypes.guess_type(document.name)[0] or "application/octet-stream"
    return Response(content, media_type=media_type, headers={**INERT, **to_save(document.name)})


@router.get("/searchable")
def download_copy(document_id: str, visitor: Viewer) -> Response:
    """The searchable copy, where one was made."""
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    content = load_copy(visitor.house, visitor.organisation_id, document_id)
    name = f"{PurePath(document.name).stem}-searchable.pdf"
    return Response(content, media_type="application/pdf", headers={**INERT, **to_save(name)})


@router.get("/pages/{number}")
def show_page_image(document_id: str, number: Number, visitor: Viewer) -> Response:
    """The upright image of a page; pages count from 0 in addresses."""
    content, media_type = load_page_image(visitor.house, visitor.organisation_id, document_id, number)
    return Response(content, media_type=media_type, headers={**INERT, **KEEP})


@router.get("/pages/{number}/raw")
def show_raw_image(document_id: str, number: Number, visitor: Viewer) -> Response:
    """The page as it came, before it was turned or straightened; only where that made a difference."""
    content, media_type = load_page_image(visitor.house, visitor.organisation_id, document_id, number, raw=True)
    return Response(content, media_type=media_type, headers={**INERT, **KEEP})


@router.get("/pages/{number}/small")
def show_thumbnail(document_id: str, number: Number, visitor: Viewer) -> Response:
    """The page in small, for the strip of pages."""
    content, _ = load_page_image(visitor.house, visitor.organisation_id, document_id, number)
    return Response(make_thumbnail(content), media_type="image/jpeg", headers={**INERT, **KEEP})


@router.get("/pages/{number}/words")
def show_words(document_id: str, number: Number, visitor: Viewer) -> Response:
    """The words of a page for clicking: `[[text, x0, top, x1, bottom], ...]` in points, in the transcript's order.

    Not kept by the browser: a click names a word by its place, and a new reading places other words there.
    """
    page = load_page(visitor.house, visitor.organisation_id, document_id, number)
    words = [[word.text, *word.box.rounded().as_list()] for word in page.words]
    return JSONResponse(words)


@router.get("/find")
def find_words(document_id: str, visitor: Viewer, q: str = "") -> Response:
    """Where these words stand on the pages: `[[page, x0, top, x1, bottom], ...]` in points, in reading order."""
    transcript = load_transcript(visitor.house, visitor.organisation_id, document_id)
    return JSONResponse([hit.to_json() for hit in find_on_pages(transcript, q)])


@router.get("/state")
def show_state(document_id: str, visitor: Viewer) -> Response:
    """The state, and how many pages of a long document can be seen already, for a page that waits for the reading."""
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    return JSONResponse({"state": document.state.value, "pages": document.pages if document.is_preview else 0})


@router.get("/history")
def show_history(request: Request, document_id: str, visitor: Viewer) -> Response:
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    page = HistoryPage(document, make_history(visitor, document_id))
    return render(request, page, part="review/_history.html" if wants_part(request) else None)


@router.get("/fields/{key}/history")
def show_field_history(request: Request, document_id: str, key: str, visitor: Viewer) -> Response:
    """What one field was before."""
    term = next((term for term in Term if term.key == key), None)
    if term is None:
        raise NotFound
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    page = HistoryPage(document, make_field_history(visitor, document_id, term))
    return render(request, page, part="review/_history.html" if wants_part(request) else None)
