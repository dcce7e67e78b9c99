"""The list of documents: filter, search, paging; the part that an open page asks for; and the way to the next one."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import NotAllowed
from models.states import State
from review_ui.by_field.chips import make_field_chips
from review_ui.inbox.asked import ListAsked, TheListAsked
from review_ui.inbox.contexts import IN_WORK, InboxPage
from review_ui.inbox.filters import left_out_of, list_address, make_chips
from review_ui.inbox.narrowing import make_filters
from review_ui.inbox.reasons import reasons_of
from review_ui.inbox.upload import make_upload_page
from review_ui.languages.words import Words
from review_ui.rendering import render, wants_part
from review_ui.review.decided import make_done
from review_ui.review.onwards import next_to_review
from review_ui.review.passing import ThePassed, and_left, remember_passed
from review_ui.settings import WebSettings
from review_ui.visitors import TheSettings, Visitor, permit
from storage.assigning import list_reviewers
from storage.documents import DocumentRow, count_states, load_documents
from storage.listings import list_narrowed
from storage.notes import list_asked
from storage.pulse import read_mark
from storage.roles import Action
from storage.views import list_views

router = APIRouter()
MAY_WAIT = {"", "review"}  # the lists in which documents stand that wait for a person
MESSAGES: Words[str] = Words(
    {
        "last": "That was the last document to review.",
        "none": "There is nothing to review that nobody else has.",
        "joining": "The documents will be one in a moment, and be read anew.",
    }
)


def make_inbox(visitor: Visitor, settings: WebSettings, asked: ListAsked) -> InboxPage:
    house, organisation = visitor.house, visitor.organisation_id
    counts = count_states(house, organisation)
    listing = list_narrowed(
        house,
        organisation,
        asked.narrowing(visitor),
        search=asked.search,
        page=asked.page_number,
        per_page=settings.per_page,
    )
    is_all = bool(left_out_of(asked.state) and not asked.is_narrowed)
    return InboxPage(
        listing=listing,
        chips=make_chips(counts, asked.state, asked.search),
        query=asked.search,
        state=asked.state,
        filters=make_filters(asked),
        issuer=asked.issuer.strip(),
        narrowed=asked.is_narrowed,
        saved=asked.query,
        views=list_views(house, organisation, actor=visitor.actor),
        why=reasons_of(listing.rows),
        people=list_reviewers(house, organisation) if visitor.may(Action.CORRECT) else (),
        address=f"/?{asked.query}",
        in_work=any(counts.get(state) for state in IN_WORK),
        is_empty=not sum(counts.values()),
        unpacked=list_address("unpacked", asked.search) if is_all and counts[State.UNPACKED] else "",
        message=MESSAGES.get(asked.done, ""),
        poll=settings.poll_milliseconds,
        most=settings.max_upload_bytes,
        done=make_done(visitor, asked.decided),
        asked=load_asked(visitor),
        by_field=make_field_chips(visitor) if asked.state in MAY_WAIT and visitor.may(Action.CORRECT) else (),
    )


def load_asked(visitor: Visitor) -> tuple[DocumentRow, ...]:
    """The documents about which a colleague asks this person, those that wait longest first."""
    ids = list_asked(visitor.house, visitor.organisation_id, visitor.actor.id)
    found = load_documents(visitor.house, visitor.organisation_id, ids)
    return tuple(found[document_id] for document_id in ids if document_id in found)


def enter_inbox(request: Request) -> Visitor:
    """A visitor who may see the documents, or at least hand some in."""
    try:
        return permit(Action.VIEW)(request)
    except NotAllowed:
        return permit(Action.UPLOAD)(request)


@router.get("/")
def show_inbox(
    request: Request, settings: TheSettings, asked: TheListAsked, visitor: Annotated[Visitor, Depends(enter_inbox)]
) -> Response:
    if not visitor.may(Action.VIEW):
        return render(request, make_upload_page(visitor, settings))
    if wants_part(request):
        return render(request, make_inbox(visitor, settings, asked), part="inbox/_list.html")
    mark = read_mark(visitor.house, visitor.organisation_id)  # before anything is looked up: better twice than never
    return render(request, replace(make_inbox(visitor, settings, asked), mark=mark))


@router.get("/next")
def show_next(
    request: Request,
    visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))],
    passed: ThePassed,
    leaving: str = "",
) -> Response:
    """The best one to review next, or home when there is none. One that is left undecided waits for the others."""
    left = and_left(passed, leaving)
    ahead = next_to_review(visitor, leaving, left)
    answer = RedirectResponse(f"/documents/{ahead}" if ahead else "/?done=none", status_code=303)
    return remember_passed(answer, request, and_left((), leaving) if ahead in left else left)
