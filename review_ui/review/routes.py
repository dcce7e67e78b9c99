"""The review screen: show it, take over corrections, approve."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import NotReady, StateConflict
from review_ui.forms import TheForm
from review_ui.languages.telling import in_words
from review_ui.languages.words import Words
from review_ui.rendering import render, wants_part
from review_ui.review.decided import make_done
from review_ui.review.holding import open_document
from review_ui.review.onwards import back_to, next_to_review
from review_ui.review.passing import ThePassed, last_but
from review_ui.review.saving import Saved, conflict, save_typed
from review_ui.review.screen import make_screen
from review_ui.review.typed import read_typed
from review_ui.visitors import Visitor, permit
from storage.assigning import count_next
from storage.documents import load_document
from storage.reviews import approve
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")
MESSAGES: Words[str] = Words(
    {
        "undone": "The last correction was taken back.",
        "saved": "Saved.",
        "reopened": "The document is in review again.",
        "voided": "The booking was voided. The document is in review again.",
        "retry": "It will be read again in a moment.",
        "forgotten": "Forgotten: it is not used from now on.",
        "remembered": "It is used again from now on.",
        "taken_back": "Taken back. The document is in review again.",
        "attached": "The files are kept beside the document.",
        "detached": "The attachment was taken away.",
        "reattached": "The attachment was brought back.",
        "noted": "The note is kept.",
        "asked": "The question is kept; it waits for an answer.",
        "answered": "The question is answered.",
        "note_removed": "The note was taken back.",
        "assigned": "It is said who reviews the document.",
        "labelled": "The labels were changed.",
        "split": "It will be split in a moment.",
        "turned": "It will be read again in a moment, with its pages turned.",
        "joined": "The parts are one document again.",
        "joining": "The documents will be one in a moment, and be read anew.",
        "apart": "Taken apart. The documents that it was joined from are in review again.",
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address says of the document: what was `done`, which one was `decided` before, how pages are shown."""

    done: str = ""
    decided: str = ""
    approved: str = ""
    raw: bool = False


def status_of(saved: Saved) -> int:
    return 409 if saved.trouble else 422 if saved.errors else 200


def go_on(document_id: str, ahead: str | None) -> Response:
    """To the next document, or home when there is none."""
    address = f"/documents/{ahead}?approved={document_id}" if ahead else f"/?done=last&decided={document_id}"
    return RedirectResponse(address, status_code=303)


@router.get("")
def show_document(
    request: Request,
    document_id: str,
    visitor: Annotated[Visitor, Depends(permit(Action.VIEW))],
    asked: Annotated[Asked, Depends()],
    passed: ThePassed,
) -> Response:
    token = open_document(visitor, document_id)
    done = make_done(visitor, asked.approved or asked.decided)
    page = make_screen(visitor, document_id, message=MESSAGES.get(asked.done, ""), done=done)
    page = replace(page, raw=asked.raw, token=token, previous_id=last_but(passed, document_id) or page.previous_id)
    if wants_part(request):
        return render(request, page, part="review/_parts.html")
    left = count_next(visitor.house, visitor.organisation_id, actor=visitor.actor) if page.editable else 0
    return render(request, replace(page, left=left))


@router.post("/fields")
def edit_fields(
    request: Request, document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]
) -> Response:
    """Take over the form. A script gets the panel anew; a browser without scripts is sent back to the page."""
    load_document(visitor.house, visitor.organisation_id, document_id)
    saved = save_typed(visitor, document_id, read_typed(form))
    if saved.complete and not wants_part(request):
        return back_to(document_id, "saved")
    page = make_screen(visitor, document_id, saved=saved)
    part = "review/_parts.html" if wants_part(request) else None
    return render(request, page, status=status_of(saved), part=part)


@router.post("/approve")
def approve_document(
    request: Request,
    document_id: str,
    form: TheForm,
    visitor: Annotated[Visitor, Depends(permit(Action.APPROVE))],
    passed: ThePassed,
) -> Response:
    """Take over the form, then approve and book what is stored; and on to the next document."""
    load_document(visitor.house, visitor.organisation_id, document_id)
    saved = save_typed(visitor, document_id, read_typed(form))
    if saved.complete:
        try:
            approve(
                visitor.house,
                visitor.organisation_id,
                document_id,
                actor=visitor.actor,
                expected_version=saved.version,
            )
            return go_on(document_id, next_to_review(visitor, document_id, passed))
        except NotReady as reason:
            saved.trouble = in_words(str(reason))
        except StateConflict:
            saved.trouble = conflict()
    return render(request, make_screen(visitor, document_id, saved=saved), status=status_of(saved))
