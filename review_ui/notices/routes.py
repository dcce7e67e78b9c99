"""The notices of whoever is signed in: the list, opening one, and having read all."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from models.errors import NotFound
from review_ui.notices.contexts import NoticesPage
from review_ui.rendering import render
from review_ui.visitors import AnyVisitor
from storage.notices import NoticeRow, list_notices, read_notice, read_notices

router = APIRouter(prefix="/notices")
AUTOMATION = "/automation"
"""Where somebody looks who is told that booking unseen was switched off."""


def target_of(notice: NoticeRow) -> str:
    """The page of what a notice is about."""
    if notice.document_id:
        return f"/documents/{notice.document_id}"
    return f"/mailboxes/{notice.mailbox_id}" if notice.mailbox_id else AUTOMATION


@router.get("")
def show_notices(request: Request, visitor: AnyVisitor) -> Response:
    notices = list_notices(visitor.house, visitor.organisation_id, visitor.session.user_id)
    return render(request, NoticesPage(notices, visitor.session.unread))


@router.post("/read")
def read_all(visitor: AnyVisitor) -> Response:
    read_notices(visitor.house, visitor.organisation_id, visitor.session.user_id)
    return RedirectResponse("/notices", status_code=303)


@router.post("/{notice_id}")
def open_notice(notice_id: str, visitor: AnyVisitor) -> Response:
    """On to what it is about; it is read by that."""
    notice = read_notice(visitor.house, visitor.organisation_id, visitor.session.user_id, notice_id)
    if notice is None:
        raise NotFound("There is no such notice.")
    return RedirectResponse(target_of(notice), status_code=303)
