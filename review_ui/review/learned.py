"""What was learned of a document that was approved: its own, or the one that was approved just before."""

from dataclasses import dataclass

from review_ui.issuers.words import LessonView, tell
from review_ui.visitors import Visitor
from storage.issuer_memory import load_source
from storage.issuers import find_issuer


@dataclass(frozen=True, slots=True)
class Learned:
    """What `document_id` taught about the issuer of this `name`: what changes first, and what was right before.

    `issuer_id` is None while no document of it was decided.
    """

    document_id: str
    name: str
    issuer_id: str | None
    telling: tuple[LessonView, ...]
    others: tuple[LessonView, ...]


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
