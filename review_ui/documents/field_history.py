"""What one field was before, version by version: who changed it, from what, to what."""

from collections.abc import Iterator, Sequence

from models.doubts import CONFIRMED
from models.invoice import FieldValue
from models.terms import Term
from review_ui.documents.history import Change, Entry
from review_ui.languages.words import Words
from review_ui.review.shown import shown_field
from review_ui.visitors import Visitor
from review_ui.wording import label_of
from storage.readings import load_every_version
from storage.rows import ReadVersion

DONE: Words[str] = Words(
    {
        "capture": "Read",
        "correction": "Corrected",
        "undo": "Correction taken back",
        CONFIRMED: "Confirmed",
        "removed": "Taken away",
    }
)


def make_field_history(visitor: Visitor, document_id: str, term: Term) -> tuple[Entry, ...]:
    """Newest first; versions that left the field as it was are left out."""
    versions = load_every_version(visitor.house, visitor.organisation_id, document_id)
    return tuple(reversed(list(_entries(versions, term))))


def _entries(versions: Sequence[ReadVersion], term: Term) -> Iterator[Entry]:
    before: FieldValue | None = None
    for version in versions:
        after = version.invoice.fields.get(term)
        if _is_step(before, after):
            change = Change(label_of(term.key), shown_field(before), shown_field(after))
            yield Entry(version.at, _who(version), DONE[_done(version, before, after)], (change,))
        before = after


def _is_step(before: FieldValue | None, after: FieldValue | None) -> bool:
    if before is None or after is None:
        return before is not after
    return before.value != after.value or (after.reason == CONFIRMED != before.reason)


def _done(version: ReadVersion, before: FieldValue | None, after: FieldValue | None) -> str:
    if version.origin == "correction" and after is None:
        return "removed"
    same = before is not None and after is not None and before.value == after.value
    return CONFIRMED if same else version.origin


def _who(version: ReadVersion) -> str:
    return "Prejeto" if version.actor_kind == "system" else version.actor_label
