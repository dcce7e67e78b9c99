"""Joining documents that arrived apart: which ones, in which order, and then as a person confirms it."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import RedirectResponse, Response

from models.errors import NotFound, PrejetoError, StateConflict
from review_ui.errors import status_of
from review_ui.forms import TheForm, local_path, text
from review_ui.inbox.bulk import read_chosen
from review_ui.joining.contexts import JoinPage
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.rendering import render
from review_ui.visitors import Visitor, permit
from storage.documents import DocumentRow, load_documents
from storage.filters import Narrowing
from storage.joinable import MOST_JOINED
from storage.listings import list_narrowed
from storage.reviews import request_join
from storage.roles import Action
from storage.waiting import REVIEWED

router = APIRouter(prefix="/join")
Asked = ImmutableMultiDict[str, Any]  # of an address or of a form
Reviewer = Annotated[Visitor, Depends(permit(Action.CORRECT))]
OFFERED = 8
KEPT = "kept"  # said of an order that is the person's own


@router.get("")
def show_join(request: Request, visitor: Reviewer) -> Response:
    """The documents `chosen`, as they arrived until somebody moves one `up`; one may be left out (`less`)."""
    asked = request.query_params
    rows = load_chosen(visitor, asked)
    if asked.get("order") != KEPT:
        rows.sort(key=lambda row: (row.received_at, row.id))
    up, less = asked.get("up", ""), asked.get("less", "")
    rows = moved_up([row for row in rows if row.id != less], up)
    return render(request, make_page(visitor, rows, asked, moved=up))


@router.post("")
def join_documents(request: Request, form: TheForm, visitor: Reviewer) -> Response:
    """Have them joined in this order; when that cannot be, the page says why and shows them as they are now."""
    seen = read_chosen(form)
    rows = load_chosen(visitor, form)
    if len(rows) < len(seen):
        raise NotFound
    try:
        refuse_held(visitor, rows)
        request_join(visitor.house, visitor.organisation_id, seen, actor=visitor.actor)
    except PrejetoError as refusal:
        if refusal.transient:
            raise
        page = replace(make_page(visitor, rows, form), trouble=in_words(str(refusal)))
        return render(request, page, status=status_of(refusal))
    back = local_path(text(form, "back", "/"))
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}done=joining", status_code=303)


def make_page(visitor: Visitor, rows: list[DocumentRow], asked: Asked, moved: str = "") -> JoinPage:
    query, chosen = str(asked.get("q", "")).strip(), {row.id for row in rows}
    narrowing = Narrowing(states=REVIEWED)
    house, organisation = visitor.house, visitor.organisation_id
    found = list_narrowed(house, organisation, narrowing, search=query, per_page=OFFERED + len(chosen)).rows
    others = [row for row in found if row.id not in chosen and row.pages]
    back = local_path(str(asked.get("back", "/")))
    return JoinPage(tuple(rows), tuple(others[:OFFERED]), query, moved, "", back, MOST_JOINED)


def load_chosen(visitor: Visitor, asked: Asked) -> list[DocumentRow]:
    """The chosen documents in their order; those of other organisations are left out."""
    ids = list(read_chosen(asked))
    found = load_documents(visitor.house, visitor.organisation_id, ids)
    return [found[document_id] for document_id in ids if document_id in found]


def moved_up(rows: list[DocumentRow], document_id: str) -> list[DocumentRow]:
    """The rows with one of them before the one that it stood behind."""
    at = next((place for place, row in enumerate(rows) if row.id == document_id), 0)
    return rows if at == 0 else [*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :]]


def refuse_held(visitor: Visitor, rows: list[DocumentRow]) -> None:
    """StateConflict while somebody else has one of them open: it is not taken from under their hands."""
    for row in rows:
        if row.held_by not in {None, visitor.actor.id}:
            who, name = row.held_name, row.name
            said = gettext("{person} has “{name}” open; leave it out, or ask them.", person=who, name=name)
            raise StateConflict(said)
