"""Saying on the document's screen who is to review it."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from review_ui.forms import TheForm, text
from review_ui.review.onwards import back_to
from review_ui.visitors import Visitor, permit
from storage.assigning import assign
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")


@router.post("/assign")
def assign_document(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]
) -> Response:
    """To the `person`, or to nobody; refused when it is no longer whose it was `seen` to be."""
    house, org_id, person = visitor.house, visitor.organisation_id, text(form, "person") or None
    assign(house, org_id, document_id, person, actor=visitor.actor, seen=text(form, "seen"))
    return back_to(document_id, "assigned")
