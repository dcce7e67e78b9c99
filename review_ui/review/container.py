"""What a mail or an archive held: the documents that were taken out of it, and what was left in it and why."""

from typing import Any

from review_ui.review.contexts import Contents
from review_ui.visitors import Visitor
from storage.audit import list_audit
from storage.documents import load_document

EVENT = "container_unpacked"


def load_contents(visitor: Visitor, document_id: str) -> Contents:
    """The documents in their order; none when nothing was unpacked."""
    told = told_by_audit(visitor, document_id)
    documents = (load_document(visitor.house, visitor.organisation_id, found) for found in told.get("documents", ()))
    ignored = ((item["name"], item["reason"]) for item in told.get("ignored", ()))
    return Contents(tuple(documents), tuple(ignored))


def told_by_audit(visitor: Visitor, document_id: str) -> dict[str, Any]:
    rows = list_audit(visitor.house, visitor.organisation_id, document_id=document_id).rows
    return next((row.after for row in rows if row.event == EVENT and row.after), {})
