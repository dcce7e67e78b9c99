"""The fields that are doubted somewhere, each with how many documents, as links to their pages."""

from models.terms import Term
from review_ui.inbox.contexts import Chip
from review_ui.visitors import Visitor
from review_ui.wording import label_of
from storage.by_field import count_doubted
from storage.paging import MOST_COUNTED


def address_of(term: Term) -> str:
    return f"/by-field/{term.key}"


def make_field_chips(visitor: Visitor, chosen: Term | None = None) -> tuple[Chip, ...]:
    """Those that hold anything, and the chosen one; in the order of the field table."""
    counts = count_doubted(visitor.house, visitor.organisation_id)
    shown = [term for term in Term if term in counts or term is chosen]
    return tuple(
        Chip(label_of(term.key), min(count, MOST_COUNTED), address_of(term), term is chosen, count > MOST_COUNTED)
        for term, count in ((term, counts.get(term, 0)) for term in shown)
    )
