"""What a mail or an archive held: the documents that were taken out of it, and what was left in it and why."""

from review_ui.review.contexts import PartView
from review_ui.visitors import Visitor
from storage.documents import list_parts, load_documents


def load_contents(visitor: Visitor, document_id: str) -> tuple[PartView, ...]:
    """The parts in their order; none when nothing was unpacked."""
    house, org_id = visitor.house, visitor.organisation_id
    parts = list_parts(house, org_id, document_id)
    documents = load_documents(house, org_id, {part.part_id for part in parts if part.part_id})
    return tuple(PartView(part, documents.get(part.part_id or "")) for part in parts)
