"""What stands around the decision about a document: who has to approve, what is taken back, what people said."""

from models.errors import NotFound
from models.invoice import Invoice
from models.states import State
from models.terms import Term
from review_ui.review.container import load_contents
from review_ui.review.contexts import DecisionView, DoneView
from review_ui.visitors import Visitor
from review_ui.wording import DONE
from storage.attachments import ROLE as ATTACHMENT
from storage.attachments import list_attachments
from storage.labels import list_worn
from storage.notes import list_colleagues, list_notes
from storage.outgoing import load_letters
from storage.roles import Action
from storage.rows import DocumentRow
from storage.second_person import SecondPerson, load_second
from storage.undoing import LastDecision, Taken, last_decision

REVIEWED = (State.IN_REVIEW, State.READY)


def make_decision(
    visitor: Visitor, document: DocumentRow, invoice: Invoice, kept: frozenset[tuple[str, int]]
) -> DecisionView:
    """`invoice` is what the document says now, `kept` role and number of all that is kept for it."""
    house, org_id, mine = visitor.house, visitor.organisation_id, visitor.actor.id
    in_review = document.state in REVIEWED and document.version > 0
    second = load_second(house, document, invoice) if in_review else SecondPerson()
    works = visitor.may(Action.CORRECT)
    labels = list_worn(house, org_id, document.id)
    is_mine = bool(second.first and second.first.actor_id == mine)
    return DecisionView(
        second=second,
        iban=invoice.text(Term.IBAN) or "",
        is_mine=is_mine,
        undo=undoable(visitor, document, is_first=is_mine),
        notes=list_notes(house, org_id, document.id),
        attachments=list_attachments(house, org_id, document.id) if (ATTACHMENT, 0) in kept else (),
        colleagues=list_colleagues(house, org_id, without=mine) if works else (),
        labels=tuple(label for label, _ in labels),
        worn=tuple(label for label, worn in labels if worn),
        letters=load_letters(house, org_id, document.id) if not in_review else (),
        beside=load_contents(visitor, document.parent_id) if document.parent_id else (),
        may_write=visitor.may_write and document.parent_id is not None,
    )


def undoable(visitor: Visitor, document: DocumentRow, *, is_first: bool) -> LastDecision | None:
    """What the visitor may take back here; of a document in review that is its first approval, where it is theirs."""
    if document.state in REVIEWED:
        return LastDecision(Taken.FIRST_APPROVAL, document.version) if is_first else None
    return last_decision(visitor.house, visitor.organisation_id, document.id, actor=visitor.actor)


def make_done(visitor: Visitor, document_id: str) -> DoneView | None:
    """What was done to another document just before, for the page that opens next; None when nothing is known of it."""
    if not document_id:
        return None
    try:
        decision = last_decision(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor)
    except NotFound:
        return None
    return DoneView(document_id, DONE[decision.kind], decision.version) if decision else None
