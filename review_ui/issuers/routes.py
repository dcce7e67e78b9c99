"""Issuers: list them, look at one, say what its bookings are posted to, forget what was learned, or use it again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput
from review_ui.asked import TheAsked
from review_ui.forms import TheForm, local_path, text, whole_number
from review_ui.issuers.views import make_issuer, make_list
from review_ui.rendering import render
from review_ui.visitors import TheSettings, Visitor, permit
from storage.documents import load_document
from storage.forgetting import change_memory, use_again
from storage.issuers import Defaults, set_defaults
from storage.roles import Action

router = APIRouter()
Viewer = Annotated[Visitor, Depends(permit(Action.VIEW))]
Approver = Annotated[Visitor, Depends(permit(Action.APPROVE))]


@router.get("/issuers")
def show_issuers(request: Request, asked: TheAsked, settings: TheSettings, visitor: Viewer) -> Response:
    return render(request, make_list(visitor, asked, settings.per_page))


@router.get("/issuers/{issuer_id}")
def show_issuer(request: Request, issuer_id: str, asked: TheAsked, visitor: Viewer) -> Response:
    return render(request, make_issuer(visitor, issuer_id, asked.done))


@router.post("/issuers/{issuer_id}/defaults")
def edit_defaults(issuer_id: str, form: TheForm, visitor: Approver) -> Response:
    set_defaults(
        visitor.house,
        visitor.organisation_id,
        issuer_id,
        Defaults(text(form, "expense_account"), text(form, "cost_centre")),
        actor=visitor.actor,
        expected_version=whole_number(form, "expected_version"),
    )
    return RedirectResponse(f"/issuers/{issuer_id}?done=saved", status_code=303)


@router.post("/documents/{document_id}/lesson")
def edit_lesson(document_id: str, form: TheForm, visitor: Approver) -> Response:
    """Forget what a document taught about a field, or use it again; then back to where one was."""
    house, org_id, key = visitor.house, visitor.organisation_id, text(form, "key")
    if not key:
        raise InvalidInput("There is no field of this name.")
    load_document(house, org_id, document_id)
    if text(form, "do") == "use":
        use_again(house, org_id, [document_id], actor=visitor.actor, key=key)
        done = "remembered"
    else:
        change_memory(house, org_id, [document_id], actor=visitor.actor, forget=key)
        done = "forgotten"
    path = local_path(text(form, "back"))
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}done={done}", status_code=303)
