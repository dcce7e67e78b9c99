"""Whether documents were known for what they are: invoices, and those that are none and have no fields.

`score.py` compares fields only; a reminder has none. Rows that say their `document_class` are judged by that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.terms import DocumentClass


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Of `known` documents so many have the right class; of the `strangers`, no invoices, so many gave fields."""

    known: int
    right: int
    strangers: int
    strangers_with_fields: int

    def __str__(self) -> str:
        return (
            f"kinds: {self.right} of {self.known} right; of {self.strangers} that have no fields "
            f"{self.strangers_with_fields} gave some"
        )


def score_classes(rows: Iterable[Mapping[str, Any]], predictions: Mapping[str, Mapping[str, Any]]) -> ClassScore | None:
    """The figures over rows that say their class; None when none does."""
    known = [(row["document_class"], predictions[row["id"]]) for row in rows if row.get("document_class")]
    if not known:
        return None
    strangers = [found for wanted, found in known if not DocumentClass(wanted).has_fields]
    return ClassScore(
        known=len(known),
        right=sum(found.get("document_class") == wanted for wanted, found in known),
        strangers=len(strangers),
        strangers_with_fields=sum(bool(found.get("fields")) for found in strangers),
    )
