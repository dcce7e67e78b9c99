"""What people say about a document to each other: notes, questions and answers, labels."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from review_ui.forms import TheForm, text
from review_ui.review.onwards import back_to
from review_ui.visitors import Visitor, permit
from storage.labels import put_label, take_label
from storage.notes import add_note, answer_question, ask_colleague, remove_note
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")
Worker = Annotated[Visitor, Depends(permit(Action.CORRECT))]


@router.post("/notes")
def write_note(document_id: str, form: TheForm, visitor: Worker) -> Response:
    """A note; a question when a colleague is chosen."""
    house, org_id, asked = visitor.house, visitor.organisation_id, text(form, "asked")
    if asked:
        ask_colleague(house, org_id, document_id, asked, text(form, "text"), actor=visitor.actor)
    else:
        add_note(house, org_id, document_id, text(form, "text"), actor=visitor.actor)
    return back_to(document_id, "asked" if asked else "noted", "notes")


@router.post("/notes/{note_id}/answer")
def answer_one(document_id: str, note_id: str, form: TheForm, visitor: Worker) -> Response:
    org_id = visitor.organisation_id
    answer_question(visitor.house, org_id, document_id, note_id, text(form, "text"), actor=visitor.actor)
    return back_to(document_id, "answered", "notes")


@router.post("/notes/{note_id}/remove")
def remove_one(document_id: str, note_id: str, visitor: Worker) -> Response:
    remove_note(visitor.house, visitor.organisation_id, document_id, note_id, actor=visitor.actor)
    return back_to(document_id, "note_removed", "notes")


@router.post("/labels")
def change_labels(document_id: str, form: TheForm, visitor: Worker) -> Response:
    """Put the label `put` on the document, or take `take` off."""
    house, org_id = visitor.house, visitor.organisation_id
    if "put" in form:
        put_label(house, org_id, document_id, text(form, "put"), actor=visitor.actor)
    else:
        take_label(house, org_id, document_id, text(form, "take"), actor=visitor.actor)
    return back_to(document_id, "labelled", "labels")
