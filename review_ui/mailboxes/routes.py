"""Mailboxes: list them, look at their mails, switch them off and on, remove them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from review_ui.asked import TheAsked
from review_ui.forms import TheForm, text
from review_ui.mailboxes.views import make_list, make_mails
from review_ui.rendering import render, wants_part
from review_ui.visitors import TheSettings, Visitor, permit
from storage.mailboxes import remove_mailbox, switch_mailbox
from storage.roles import Action

router = APIRouter(prefix="/mailboxes")
Looker = Annotated[Visitor, Depends(permit(Action.VIEW_SETTINGS))]
Manager = Annotated[Visitor, Depends(permit(Action.MANAGE))]


@router.get("")
def show_mailboxes(request: Request, asked: TheAsked, visitor: Looker) -> Response:
    page = make_list(visitor, asked)
    return render(request, page, part="mailboxes/_list.html" if wants_part(request) else None)


@router.get("/{mailbox_id}")
def show_mails(request: Request, mailbox_id: str, asked: TheAsked, settings: TheSettings, visitor: Looker) -> Response:
    return render(request, make_mails(visitor, mailbox_id, asked, settings.per_page))


@router.post("/{mailbox_id}/switch")
def switch_one(mailbox_id: str, form: TheForm, visitor: Manager) -> Response:
    enabled = text(form, "watch") == "on"
    switch_mailbox(visitor.house, visitor.organisation_id, mailbox_id, enabled=enabled, actor=visitor.actor)
    return RedirectResponse(f"/mailboxes/{mailbox_id}?done={'on' if enabled else 'off'}", status_code=303)


@router.post("/{mailbox_id}/remove")
def remove_one(mailbox_id: str, visitor: Manager) -> Response:
    remove_mailbox(visitor.house, visitor.organisation_id, mailbox_id, actor=visitor.actor)
    return RedirectResponse("/mailboxes?done=removed", status_code=303)
