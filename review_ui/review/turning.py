"""Turning pages as they lie, and having the document read again with them turned so."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput
from models.page_turns import turned_further
from review_ui.forms import TheForm, text, whole_number
from review_ui.review.holding import refuse_if_held
from review_ui.review.saving import try_transcript
from review_ui.visitors import Visitor, permit
from storage.documents import load_document, request_turned_reading
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")
ALL = "all"


@router.post("/turn")
def turn_pages(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.REREAD))]
) -> Response:
    """Turn a `page`, counted from 0, or all of them by so many degrees to the right from how they are shown."""
    house, org_id = visitor.house, visitor.organisation_id
    load_document(house, org_id, document_id)
    refuse_if_held(visitor, document_id)
    transcript = try_transcript(visitor, document_id, words=False)
    chosen = [page for page in transcript.pages if text(form, "page") in {ALL, str(page.number)}] if transcript else []
    if not chosen:
        raise InvalidInput("The document has no such page.", "page")
    by = whole_number(form, "turn")
    turns = {page.number: turned_further(page.rotation, by) for page in chosen}
    expected = whole_number(form, "expected_version")
    request_turned_reading(house, org_id, document_id, turns, actor=visitor.actor, expected_version=expected)
    return RedirectResponse(f"/documents/{document_id}?done=turned", status_code=303)
