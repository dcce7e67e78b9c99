"""Mails that could not be sent: letters to senders and notices by mail, why, and another try."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from review_ui.asked import TheAsked
from review_ui.languages.words import Words
from review_ui.mailboxes.contexts import OutgoingPage
from review_ui.mailboxes.routes import Looker, Manager
from review_ui.rendering import render
from storage.outgoing import list_unsent, retry_mail

router = APIRouter(prefix="/mailboxes/outgoing")
MESSAGES: Words[str] = Words({"retried": "The mail is tried again within a moment."})


@router.get("")
def show_outgoing(request: Request, asked: TheAsked, visitor: Looker) -> Response:
    mails = list_unsent(visitor.house, visitor.organisation_id)
    return render(request, OutgoingPage(mails, visitor.may_write, MESSAGES.get(asked.done, "")))


@router.post("/{mail_id}")
def retry_one(mail_id: str, visitor: Manager) -> Response:
    retry_mail(visitor.house, visitor.organisation_id, mail_id, actor=visitor.actor)
    return RedirectResponse("/mailboxes/outgoing?done=retried", status_code=303)
