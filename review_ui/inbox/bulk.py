"""What is done with several chosen documents at once: each for itself, with its own outcome."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, ImmutableMultiDict
from starlette.responses import Response

from models.errors import InvalidInput, NotAllowed, NotReady, PrejetoError
from models.states import State
from review_ui.forms import TheForm, is_number, local_path, text
from review_ui.inbox.contexts import Outcome, OutcomesPage
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.rendering import render
from review_ui.review.holding import refuse_if_held
from review_ui.visitors import Visitor, permit
from storage.assigning import assign
from storage.documents import DocumentRow, load_documents, request_reading
from storage.reviews import approve, reject
from storage.roles import Action

router = APIRouter()
MOST = 200
Deed = Callable[[Visitor, DocumentRow, int, FormData], str]


def assign_one(visitor: Visitor, document: DocumentRow, _version: int, form: FormData) -> str:
    person = text(form, "person") or None
    assign(visitor.house, visitor.organisation_id, document.id, person, actor=visitor.actor)
    return gettext("Assigned.") if person else gettext("Assigned to nobody.")


def reject_one(visitor: Visitor, document: DocumentRow, version: int, form: FormData) -> str:
    refuse_newer(document, version)
    refuse_if_held(visitor, document.id)
    reject(visitor.house, visitor.organisation_id, document.id, actor=visitor.actor, reason=text(form, "reason"))
    return gettext("Rejected.")


def read_one_again(visitor: Visitor, document: DocumentRow, version: int, _form: FormData) -> str:
    refuse_newer(document, version)
    refuse_if_held(visitor, document.id)
    organisation = visitor.organisation_id
    request_reading(visitor.house, organisation, document.id, actor=visitor.actor, cause="asked_again")
    return gettext("It will be read again.")


def approve_one(visitor: Visitor, document: DocumentRow, version: int, _form: FormData) -> str:
    """Only what is ready: everything else wants a person's look first."""
    if document.state is not State.READY:
        raise NotReady("It is not ready; look at it first.")
    refuse_if_held(visitor, document.id)
    organisation = visitor.organisation_id
    approve(visitor.house, organisation, document.id, actor=visitor.actor, expected_version=version)
    return gettext("Approved and booked.")


DEEDS: dict[str, tuple[Action, Deed]] = {
    "assign": (Action.CORRECT, assign_one),
    "reject": (Action.REJECT, reject_one),
    "reread": (Action.REREAD, read_one_again),
    "approve": (Action.APPROVE, approve_one),
}


def refuse_newer(document: DocumentRow, version: int) -> None:
    if document.version != version:
        raise NotReady("Somebody changed this document meanwhile; look at it again.")


@router.post("/chosen")
def act_on_chosen(
    request: Request, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.VIEW))]
) -> Response:
    """Do one thing with every chosen document, and tell what became of each."""
    action, deed = DEEDS.get(text(form, "action"), (None, None))
    if action is None or deed is None:
        raise InvalidInput("Say what is to be done with the chosen documents.")
    if not visitor.may(action):
        raise NotAllowed("Your role does not permit this. Ask an administrator of your organisation.")
    chosen = read_chosen(form)
    if not chosen:
        raise InvalidInput("Choose at least one document.")
    if deed is reject_one and not text(form, "reason"):
        raise InvalidInput("Say why the document is rejected; whoever asks later will want to know.")
    rows = load_documents(visitor.house, visitor.organisation_id, list(chosen))
    known = [(rows[each], version) for each, version in chosen.items() if each in rows]
    outcomes = tuple(_outcome(visitor, row, version, deed, form) for row, version in known)
    done = sum(outcome.done for outcome in outcomes)
    return render(request, OutcomesPage(outcomes, done, local_path(text(form, "back", "/"))))


def read_chosen(form: ImmutableMultiDict[str, Any]) -> dict[str, int]:
    """The versions that the person saw by id, in the order of the list; at most MOST."""
    split = (str(each).partition(":") for each in form.getlist("chosen"))
    seen = {document_id: int(version) for document_id, _, version in split if is_number(version)}
    return dict(list(seen.items())[:MOST])


def _outcome(visitor: Visitor, row: DocumentRow, version: int, deed: Deed, form: FormData) -> Outcome:
    title = row.seller_name or row.name
    try:
        return Outcome(row.id, title, done=True, message=deed(visitor, row, version, form))
    except PrejetoError as refusal:
        if refusal.transient:
            raise
        return Outcome(row.id, title, done=False, message=in_words(str(refusal)))
