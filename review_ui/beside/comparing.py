"""What two readings say, field by field and row by row."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from models.invoice import Invoice, Row
from models.terms import Term
from review_ui.beside.contexts import Compared
from review_ui.review.certainty import Certainty
from review_ui.review.contexts import PageView
from review_ui.review.pages import row_label
from review_ui.review.shown import shown_field
from review_ui.review.tables import KINDS, rows_of, shown_cells
from review_ui.wording import DOCUMENT_TYPES, label_of


def compare(one: Invoice, other: Invoice) -> tuple[Compared, ...]:
    """Everything that either says, what differs first, each in the order of the field table."""
    pairs = [pair for pair in (*compare_fields(one, other), *compare_rows(one, other)) if pair.one or pair.other]
    return tuple(sorted(pairs, key=lambda pair: not pair.differs))


def compare_fields(one: Invoice, other: Invoice) -> Iterator[Compared]:
    for term in Term:
        here, there = (shown_in_words(term, invoice) for invoice in (one, other))
        yield Compared(term.key, label_of(term.key), here, there)


def shown_in_words(term: Term, invoice: Invoice) -> str:
    text = shown_field(invoice.fields.get(term))
    kinds = {kind.value: label for kind, label in DOCUMENT_TYPES.items()} if term is Term.DOCUMENT_TYPE else {}
    return kinds.get(text, text)


def compare_rows(one: Invoice, other: Invoice) -> Iterator[Compared]:
    for name in KINDS:
        for index, pair in enumerate(zip_longest(rows_of(one, name), rows_of(other, name))):
            yield Compared(f"{name}.{index}", row_label(name, index + 1), *map(row_text, pair))


def row_text(row: Row | None) -> str:
    return " · ".join(shown_cells(row).values()) if row else ""


def mark_differing(pages: tuple[PageView, ...], differing: frozenset[str]) -> tuple[PageView, ...]:
    """The pages with frames that tell what differs, whatever is sure."""
    return tuple(
        replace(
            page,
            boxes=tuple(
                replace(box, certainty=Certainty.UNSURE if box.key in differing else Certainty.SURE)
                for box in page.boxes
            ),
        )
        for page in pages
    )
