"""What a person decides about a document beside its values: set aside, reopen, undo, read again, give a password."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from review_ui.forms import TheForm, local_path, text, whole_number
from review_ui.review.holding import refuse_if_held
from review_ui.review.onwards import back_to, next_to_review
from review_ui.review.passing import ThePassed
from review_ui.visitors import Visitor, permit
from storage.documents import request_reading
from storage.reviews import mark_duplicate, reopen, take_back, undo_correction
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")


@router.post("/take-back")
def take_back_last(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.REJECT))]
) -> Response:
    """Undo one's own last decision about the document: approving, rejecting, setting aside."""
    refuse_if_held(visitor, document_id)
    expected = whole_number(form, "expected_version")
    take_back(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor, expected_version=expected)
    return back_to(document_id, "taken_back")


@router.post("/duplicate")
def set_aside(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.REJECT))], passed: ThePassed
) -> Response:
    """Set the document aside as a duplicate of another, and go on to the next."""
    refuse_if_held(visitor, document_id)
    ahead, expected = next_to_review(visitor, document_id, passed), whole_number(form, "expected_version")
    mark_duplicate(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor, expected_version=expected)
    return RedirectResponse(f"{f'/documents/{ahead}' if ahead else '/'}?decided={document_id}", status_code=303)


@router.post("/reopen")
def reopen_document(document_id: str, visitor: Annotated[Visitor, Depends(permit(Action.REOPEN))]) -> Response:
    reopen(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor)
    return back_to(document_id, "reopened")


@router.post("/undo")
def undo_last(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]
) -> Response:
    """Bring back the version before, as a new version."""
    refuse_if_held(visitor, document_id)
    expected = whole_number(form, "expected_version")
    undo_correction(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor, expected_version=expected)
    return back_to(document_id, "undone")


@router.post("/retry")
def retry_document(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.REREAD))]
) -> Response:
    """Read it again: after a failure, or with the password that was typed."""
    refuse_if_held(visitor, document_id)
    request_reading(
        visitor.house,
        visitor.organisation_id,
        document_id,
        actor=visitor.actor,
        cause="asked_again",
        password=str(form.get("password", "")) or None,
    )
    path = local_path(text(form, "back"))
    return RedirectResponse(path, status_code=303) if "back" in form else back_to(document_id, "retry")
