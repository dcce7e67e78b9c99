"""The list of documents: filter, search, paging; and the part that an open page asks for while something is read."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.errors import NotAllowed
from models.states import State
from review_ui.asked import Asked, TheAsked
from review_ui.inbox.contexts import IN_WORK, InboxPage
from review_ui.inbox.filters import left_out_of, list_address, make_chips, states_of
from review_ui.inbox.upload import make_upload_page
from review_ui.languages.words import Words
from review_ui.rendering import render, wants_part
from review_ui.settings import WebSettings
from review_ui.visitors import TheSettings, Visitor, permit
from storage.documents import count_states, list_documents
from storage.roles import Action

router = APIRouter()
MESSAGES: Words[str] = Words(
    {
        "last": "That was the last document to review.",
        "rejected": "The document was rejected. It can be reopened.",
    }
)


def make_inbox(visitor: Visitor, settings: WebSettings, asked: Asked) -> InboxPage:
    counts = count_states(visitor.house, visitor.organisation_id)
    listing = list_documents(
        visitor.house,
        visitor.organisation_id,
        states=states_of(asked.state),
        without=left_out_of(asked.state),
        search=asked.query,
        page=asked.page_number,
        per_page=settings.per_page,
    )
    return InboxPage(
        listing=listing,
        chips=make_chips(counts, asked.state, asked.query),
        query=asked.query,
        state=asked.state,
        address=list_address(asked.state, asked.query),
        in_work=any(counts.get(state) for state in IN_WORK),
        is_empty=not sum(counts.values()),
        unpacked=list_address("unpacked", asked.query) if left_out_of(asked.state) and counts[State.UNPACKED] else "",
        message=MESSAGES.get(asked.done, ""),
        poll=settings.poll_milliseconds,
        most=settings.max_upload_bytes,
    )


def enter_inbox(request: Request) -> Visitor:
    """A visitor who may see the documents, or at least hand some in."""
    try:
        return permit(Action.VIEW)(request)
    except NotAllowed:
        return permit(Action.UPLOAD)(request)


@router.get("/")
def show_inbox(
    request: Request, settings: TheSettings, asked: TheAsked, visitor: Annotated[Visitor, Depends(enter_inbox)]
) -> Response:
    if not visitor.may(Action.VIEW):
        return render(request, make_upload_page(visitor, settings))
    page = make_inbox(visitor, settings, asked)
    return render(request, page, part="inbox/_list.html" if wants_part(request) else None)
