"""Turning pages as they lie, and having the document read again with them turned so."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.responses import Response

from models.errors import InvalidInput
from models.page_turns import turned_further
from review_ui.forms import TheForm, is_number, text, whole_number
from review_ui.review.holding import refuse_if_held
from review_ui.review.onwards import back_to
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
    """Turn pages by so many degrees to the right from how they are shown.

    `page` is one, counted from 0, or all of them; in its place `turned` names those that were turned on the screen.
    """
    house, org_id = visitor.house, visitor.organisation_id
    load_document(house, org_id, document_id)
    refuse_if_held(visitor, document_id)
    transcript = try_transcript(visitor, document_id, words=False)
    lie = {page.number: page.rotation for page in transcript.pages} if transcript else {}
    wanted = typed_turns(form, lie)
    if not wanted or not wanted.keys() <= lie.keys():
        raise InvalidInput("The document has no such page.", "page")
    turns = {number: turned_further(lie[number], by) for number, by in wanted.items()}
    expected = whole_number(form, "expected_version")
    request_turned_reading(house, org_id, document_id, turns, actor=visitor.actor, expected_version=expected)
    return back_to(document_id, "turned")


def typed_turns(form: FormData, pages: Iterable[int]) -> dict[int, int]:
    """Degrees by page: those of `turned`, such as `0:90 2:180`, else those that were chosen."""
    if turned := text(form, "turned"):
        pairs = [pair.partition(":") for pair in turned.split()]
        return {int(page): int(by) for page, _, by in pairs if is_number(page) and is_number(by)}
    by, page = whole_number(form, "turn"), text(form, "page")
    return {number: by for number in pages if page in {ALL, str(number)}}
