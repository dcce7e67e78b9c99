"""Rejecting a document, and telling its sender: the letter is shown before it goes, and may be changed."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput, NotReady
from models.languages import Language
from models.outgoing import Mail
from review_ui.forms import TheForm, text, whole_number
from review_ui.languages.telling import in_words
from review_ui.rendering import Page, render
from review_ui.review.holding import refuse_if_held
from review_ui.review.letters import language_of, make_letter, values_of
from review_ui.review.onwards import next_to_review
from review_ui.review.passing import ThePassed
from review_ui.review.screen import title_of, try_invoice
from review_ui.visitors import Visitor, permit
from storage.documents import load_document
from storage.reviews import reject
from storage.roles import Action
from storage.rows import DocumentRow
from storage.senders import Sender, find_sender

router = APIRouter(prefix="/documents/{document_id}")
NOBODY = "The mail names nobody who could be answered; reject it without a letter."


@dataclass(frozen=True, slots=True)
class LetterPage(Page):
    """The letter to the sender of a `document`, before it goes.

    `title` is the document's, `version` the one that was seen, `reason` why it is rejected. `letter` is what is sent,
    `language` the one it is written in. `error` says why it was not accepted, or is empty.
    """

    template: ClassVar[str] = "review/letter.html"
    document: DocumentRow
    title: str
    version: int
    reason: str
    letter: Mail
    language: Language
    error: str = ""


@router.post("/reject")
def reject_document(
    request: Request,
    document_id: str,
    form: TheForm,
    visitor: Annotated[Visitor, Depends(permit(Action.REJECT))],
    passed: ThePassed,
) -> Response:
    """Reject; with `write` the letter is shown first, with `send` it goes as it stands in the form."""
    reason = text(form, "reason")
    if not reason:
        raise InvalidInput("Say why the document is rejected; whoever asks later will want to know.")
    sender = sender_for(visitor, document_id) if "write" in form or "send" in form else None
    if sender and "send" not in form:
        return render(request, make_page(visitor, document_id, form, sender))
    letter = typed_letter(form, sender) if sender else None
    refuse_if_held(visitor, document_id)
    ahead = next_to_review(visitor, document_id, passed)
    try:
        reject(
            visitor.house,
            visitor.organisation_id,
            document_id,
            actor=visitor.actor,
            reason=reason,
            expected_version=whole_number(form, "expected_version"),
            letter=letter,
        )
    except InvalidInput as refusal:
        if sender is None or letter is None:
            raise
        page = make_page(visitor, document_id, form, sender)
        return render(request, replace(page, letter=letter, error=in_words(str(refusal))), status=422)
    return RedirectResponse(f"{f'/documents/{ahead}' if ahead else '/'}?decided={document_id}", status_code=303)


def sender_for(visitor: Visitor, document_id: str) -> Sender:
    """Who is written to; NotReady when nobody can be."""
    sender = find_sender(visitor.house, visitor.organisation_id, document_id) if visitor.may_write else None
    if sender is None:
        raise NotReady(NOBODY)
    return sender


def typed_letter(form: FormData, sender: Sender) -> Mail:
    """The letter as it stands in the form. Whom it goes to does not: that is the sender and nobody else."""
    body = text(form, "body").replace("\r\n", "\n")
    return Mail(sender.address, text(form, "subject"), body, sender.message_id)


def make_page(visitor: Visitor, document_id: str, form: FormData, sender: Sender) -> LetterPage:
    """The letter as we would write it, in the language that was asked for, else in the sender's as far as known."""
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    invoice, _ = try_invoice(visitor, document)
    asked, reason = text(form, "language"), text(form, "reason")
    language = Language(asked) if asked in set(Language) else language_of(invoice)
    letter = make_letter(visitor, values_of(visitor, invoice, document.name, reason), sender, language)
    version = whole_number(form, "expected_version")
    return LetterPage(document, title_of(document), version, reason, letter, language)
