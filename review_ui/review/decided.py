"""What stands around the decision about a document: who has to approve, what is taken back, what people said."""

from models.errors import NotFound
from models.states import State
from models.terms import Term
from review_ui.review.container import load_contents
from review_ui.review.contexts import DecisionView, DoneView
from review_ui.visitors import Visitor
from review_ui.wording import DONE
from storage.labels import labels_of, list_labels
from storage.notes import list_colleagues, list_notes
from storage.outgoing import load_letters
from storage.readings import load_invoice
from storage.roles import Action
from storage.rows import DocumentRow
from storage.second_person import SecondPerson, load_second
from storage.undoing import last_decision

REVIEWED = (State.IN_REVIEW, State.READY)


def make_decision(visitor: Visitor, document: DocumentRow) -> DecisionView:
    house, org_id, mine = visitor.house, visitor.organisation_id, visitor.actor.id
    in_review = document.state in REVIEWED and document.version > 0
    second = load_second(house, org_id, document.id) if in_review else SecondPerson()
    works = visitor.may(Action.CORRECT)
    return DecisionView(
        second=second,
        iban=iban_of(visitor, document.id) if second.accounts else "",
        is_mine=bool(second.first and second.first.actor_id == mine),
        undo=last_decision(house, org_id, document.id, actor=visitor.actor),
        notes=list_notes(house, org_id, document.id),
        colleagues=list_colleagues(house, org_id, without=mine) if works else (),
        labels=list_labels(house, org_id),
        worn=labels_of(house, org_id, [document.id]).get(document.id, ()),
        letters=load_letters(house, org_id, document.id),
        beside=load_contents(visitor, document.parent_id) if document.parent_id else (),
        may_write=visitor.may_write and document.parent_id is not None,
    )


def iban_of(visitor: Visitor, document_id: str) -> str:
    return load_invoice(visitor.house, visitor.organisation_id, document_id)[0].text(Term.IBAN) or ""


def make_done(visitor: Visitor, document_id: str) -> DoneView | None:
    """What was done to another document just before, for the page that opens next; None when nothing is known of it."""
    if not document_id:
        return None
    try:
        decision = last_decision(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor)
    except NotFound:
        return None
    return DoneView(document_id, DONE[decision.kind], decision.version) if decision else None
