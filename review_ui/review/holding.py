"""Who has a document open: taken when it is opened, renewed while it is, given back when it is left, taken over."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import StateConflict
from review_ui.forms import TheForm, text
from review_ui.languages.speech import gettext
from review_ui.rendering import Page, render
from review_ui.visitors import Visitor, permit
from storage.documents import DocumentRow, load_document
from storage.holds import find_hold, release_hold, take_hold
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")
Reviewer = Annotated[Visitor, Depends(permit(Action.CORRECT))]


@dataclass(frozen=True, slots=True)
class HoldPart(Page):
    """The part of the review screen that says who has the `document`; `token` is that of the visitor's own hold."""

    template: ClassVar[str] = "review/_hold.html"
    document: DocumentRow
    token: str = ""


def open_document(visitor: Visitor, document_id: str) -> str:
    """Hold it, if the visitor may review it and nobody else has it: the token; empty when it is not theirs."""
    if not visitor.may(Action.CORRECT):
        return ""
    hold = take_hold(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor)
    return hold.token if hold and hold.is_of(visitor.actor) else ""


def held_by_another(visitor: Visitor, document_id: str) -> str:
    """That somebody else has it open, in words; empty when nobody has."""
    hold = find_hold(visitor.house, visitor.organisation_id, document_id)
    if hold is None or hold.is_of(visitor.actor):
        return ""
    return gettext("{name} has this document open; take it over if you want to change it.", name=hold.name)


def refuse_if_held(visitor: Visitor, document_id: str) -> None:
    """StateConflict while somebody else has it: what they are at is not changed under their hands."""
    if held := held_by_another(visitor, document_id):
        raise StateConflict(held)


@router.get("/hold")
def show_hold(
    request: Request, document_id: str, visitor: Annotated[Visitor, Depends(permit(Action.VIEW))]
) -> Response:
    return render(request, HoldPart(load_document(visitor.house, visitor.organisation_id, document_id)))


@router.post("/hold")
def renew_hold(request: Request, document_id: str, visitor: Reviewer) -> Response:
    """Hold it for some minutes more, or find out who has it by now."""
    token = open_document(visitor, document_id)
    return render(request, HoldPart(load_document(visitor.house, visitor.organisation_id, document_id), token))


@router.post("/release")
def leave_document(document_id: str, form: TheForm, visitor: Reviewer) -> Response:
    release_hold(visitor.house, visitor.organisation_id, document_id, text(form, "token"), actor=visitor.actor)
    return Response(status_code=204)


@router.post("/take-over")
def take_over(document_id: str, visitor: Reviewer) -> Response:
    """Take it from whoever has it; they are told, and the history says so."""
    load_document(visitor.house, visitor.organisation_id, document_id)
    take_hold(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor, over=True)
    return RedirectResponse(f"/documents/{document_id}", status_code=303)
