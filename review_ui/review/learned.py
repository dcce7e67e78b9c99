"""What was learned of a document that was approved: its own, or the one that was approved just before.

Of one that is being corrected: what will be learned of what was typed, once it is approved.
"""

from dataclasses import dataclass

from models.evidence import Witness
from models.invoice import Invoice
from models.lessons import OWN_TERMS, PLACED_TERMS
from models.terms import Term
from review_ui.issuers.words import LessonView, tell
from review_ui.visitors import Visitor
from storage.issuer_memory import load_source
from storage.issuers import find_issuer


@dataclass(frozen=True, slots=True)
class Learned:
    """What `document_id` taught about the issuer of this `name`: what changes first, and what was right before.

    `issuer_id` is None while no document of it was decided. `coming` are the terms that will be remembered, of a
    document that is not approved yet.
    """

    document_id: str
    name: str
    issuer_id: str | None
    telling: tuple[LessonView, ...]
    others: tuple[LessonView, ...]
    coming: tuple[Term, ...] = ()


def load_learned(visitor: Visitor, document_id: str) -> Learned | None:
    """None for a document that taught nothing: nobody approved it."""
    source = load_source(visitor.house, visitor.organisation_id, document_id)
    if source is None:
        return None
    issuer = find_issuer(visitor.house, visitor.organisation_id, source.seller)
    lessons = tell(source)
    telling = tuple(lesson for lesson in lessons if lesson.telling)
    others = tuple(lesson for lesson in lessons if not lesson.telling)
    return Learned(document_id, source.seller, issuer.id if issuer else None, telling, others)


def foresee(document_id: str, invoice: Invoice) -> Learned | None:
    """What will be learned of a document that is being corrected; None where nobody typed anything to learn from."""
    typed = (term for term, found in invoice.fields.items() if found.evidence.witness is Witness.PERSON)
    coming = tuple(term for term in typed if term in OWN_TERMS or term in PLACED_TERMS)
    name = invoice.text(Term.SELLER_NAME) or ""
    return Learned(document_id, name, None, (), (), coming) if coming and name else None
