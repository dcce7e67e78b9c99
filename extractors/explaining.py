"""The label that explains a value, as it is printed: what a person looks for first when they check the value.

A finder's reason names the phrase that won (`label:invoiceno`); here is found where that phrase stands, the nearest
print of it beside or above the value.
"""

from collections.abc import Mapping
from dataclasses import replace

from extractors.fields.survey import Survey
from models.evidence import Evidence
from models.geometry import Box
from models.invoice import FieldValue
from models.terms import Term

NAMED = "label:"
_SIDEWAYS = 0.25
"""How far a label to the left may be, beside one above: a line of a form is long."""


def with_labels(fields: Mapping[Term, FieldValue], survey: Survey) -> dict[Term, FieldValue]:
    """The fields, those that a label explains with its print."""
    return {term: replace(field, label=find_label(field, survey)) for term, field in fields.items()}


def find_label(field: FieldValue, survey: Survey) -> Evidence | None:
    """The nearest print of the phrase that the field's reason names; None where it names none."""
    named = field.reason.partition("+")[0]
    page, box = field.evidence.page, field.evidence.box
    if not named.startswith(NAMED) or page is None or box is None:
        return None
    phrase = named.removeprefix(NAMED)
    before = [
        label
        for label in survey.labels
        if label.cell.page == page and label.phrase.text == phrase and _explains(label.box, box)
    ]
    nearest = min(before, key=lambda label: _distance(label.box, box), default=None)
    return nearest.cell.of(nearest.cell.words[nearest.start : nearest.end]).evidence() if nearest else None


def _explains(label: Box, value: Box) -> bool:
    """Whether a label stands to the left of a value or above it."""
    return label.x0 < value.x0 or label.top < value.top


def _distance(label: Box, value: Box) -> float:
    across = max(0.0, value.x0 - label.x1, label.x0 - value.x1)
    return abs(value.y_mid - label.y_mid) + _SIDEWAYS * across
