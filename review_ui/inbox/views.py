"""Saving a list under a name, and removing it."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from review_ui.forms import TheForm, text
from review_ui.inbox.asked import known_query
from review_ui.visitors import Visitor, permit
from storage.roles import Action
from storage.views import remove_view, save_view

router = APIRouter(prefix="/views")
Viewer = Annotated[Visitor, Depends(permit(Action.VIEW))]


@router.post("")
def keep_view(form: TheForm, visitor: Viewer) -> Response:
    """Keep the list that was shown, for oneself or for everybody, and show it."""
    query, shared = known_query(text(form, "query")), text(form, "shared") == "on" and visitor.may(Action.CORRECT)
    save_view(visitor.house, visitor.organisation_id, text(form, "name"), query, actor=visitor.actor, shared=shared)
    return RedirectResponse(f"/?{query}", status_code=303)


@router.post("/{view_id}/remove")
def drop_view(view_id: str, visitor: Viewer) -> Response:
    may_all = visitor.may(Action.MANAGE)
    remove_view(visitor.house, visitor.organisation_id, view_id, actor=visitor.actor, any_owner=may_all)
    return RedirectResponse("/", status_code=303)
