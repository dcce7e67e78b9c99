"""Take over what a person typed: only what differs from what is stored, and nothing is lost when it cannot be.

Every field that can be read is stored, also when another cannot; the others come back with the reason beside them.
When somebody else changed the document meanwhile, nothing is stored and everything typed is shown again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.errors import InvalidInput, NotFound, StateConflict
from models.evidence import Evidence
from models.invoice import Invoice, value_to_text
from models.page import Transcript
from models.terms import Term
from review_ui.forms import is_number
from review_ui.languages.speech import gettext, spoken
from review_ui.languages.telling import in_words
from review_ui.review.holding import held_by_another
from review_ui.review.shown import shown_field
from review_ui.review.tables import Cells, as_stored, rows_of, shown_cells
from review_ui.review.typed import Typed, find_evidence
from review_ui.visitors import Visitor
from storage.readings import load_invoice, load_transcript
from storage.reviews import correct_fields, correct_rows


def conflict() -> str:
    return gettext(
        "Somebody else changed this document meanwhile, so nothing was saved yet. What you typed is still here, "
        "beside what is stored now. Look at it and save again."
    )


@dataclass(slots=True)
class Saved:
    """What came of a form: the `version` now, and what was not stored: texts, rows, errors by key, `trouble`."""

    version: int
    typed: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Sequence[Cells]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def complete(self) -> bool:
        return not self.errors and not self.trouble


def changed_fields(invoice: Invoice, typed: Typed) -> dict[str, str]:
    """The fields whose text is not what is stored, and the one that was confirmed as it stands."""
    return {
        key: text
        for key, text in typed.fields.items()
        if key == typed.confirmed or text != shown_field(invoice.fields.get(Term(key)))
    }


def changed_tables(invoice: Invoice, typed: Typed) -> dict[str, Sequence[Cells]]:
    """The tables whose rows are not what is stored, and the one that was confirmed as it stands."""
    return {
        name: rows
        for name, rows in typed.tables.items()
        if name == typed.confirmed
        or [without_blanks(row) for row in rows] != [shown_cells(row) for row in rows_of(invoice, name)]
    }


def taken_field(invoice: Invoice, taken: str) -> tuple[str, str, Evidence] | None:
    """The key, the written value and the evidence of the other value that was chosen; None when there is no such."""
    key, _, number = taken.partition(".")
    others = next((ones for term, ones in invoice.alternatives.items() if term.key == key), ())
    if not is_number(number) or int(number) >= len(others):
        return None
    other = others[int(number)]
    return key, value_to_text(other.value), other.evidence


def without_blanks(cells: Cells) -> Cells:
    return {key: text for key, text in cells.items() if text}


def try_transcript(visitor: Visitor, document_id: str, *, words: bool = True) -> Transcript | None:
    try:
        return load_transcript(visitor.house, visitor.organisation_id, document_id, words=words)
    except NotFound:
        return None


def save_typed(visitor: Visitor, document_id: str, typed: Typed) -> Saved:
    """Store what changed, field by field, so that one bad entry does not hold up the others.

    Nothing while somebody else has the document open, nor what was typed over an older version.
    """
    _, version = load_invoice(visitor.house, visitor.organisation_id, document_id)
    seen = load_seen(visitor, document_id, typed.expected_version)
    fields, tables = changed_fields(seen, typed), changed_tables(seen, typed)
    taken = taken_field(seen, typed.taken)
    if taken:
        fields[taken[0]] = taken[1]
    trouble = held_by_another(visitor, document_id) or ("" if version == typed.expected_version else conflict())
    if trouble:
        return Saved(version, typed=fields, rows=dict(tables), trouble=trouble)
    saved = Saved(version)
    try:
        found = evidence_of(visitor, document_id, fields, typed.sources) | ({taken[0]: taken[2]} if taken else {})
        save_fields(visitor, document_id, fields, found, saved)
        for name, rows in tables.items():
            save_table(visitor, document_id, name, [as_stored(row, rows_of(seen, name)) for row in rows], saved)
            if name in saved.errors:
                saved.rows[name] = rows
    except StateConflict:
        return Saved(saved.version, typed=fields, rows=dict(tables), trouble=conflict())
    return saved


def load_seen(visitor: Visitor, document_id: str, version: int) -> Invoice:
    """The version the person had before their eyes; InvalidInput when there never was one."""
    try:
        return load_invoice(visitor.house, visitor.organisation_id, document_id, version)[0]
    except NotFound:
        raise InvalidInput("The form names a version that does not exist; load the page again.") from None


def evidence_of(
    visitor: Visitor, document_id: str, changes: Mapping[str, str], sources: Mapping[str, str]
) -> dict[str, Evidence]:
    """The words on the pages that changed fields were taken from."""
    transcript = try_transcript(visitor, document_id) if sources else None
    found = {key: find_evidence(transcript, sources[key]) for key in changes if key in sources}
    return {key: evidence for key, evidence in found.items() if evidence}


def save_fields(
    visitor: Visitor, document_id: str, changes: Mapping[str, str], found: Mapping[str, Evidence], saved: Saved
) -> None:
    good = dict(changes)
    while good:
        try:
            saved.version = correct_fields(
                visitor.house,
                visitor.organisation_id,
                document_id,
                {key: text or None for key, text in good.items()},
                actor=visitor.actor,
                expected_version=saved.version,
                evidence={key: evidence for key, evidence in found.items() if key in good},
                locale=spoken().tag,
            )
        except InvalidInput as mistake:
            key = mistake.field if mistake.field in good else next(iter(good))
            saved.typed[key], saved.errors[key] = good.pop(key), in_words(str(mistake))
        else:
            return


def save_table(visitor: Visitor, document_id: str, name: str, rows: Sequence[Cells], saved: Saved) -> None:
    plain = [without_blanks(row) for row in rows]
    lines, taxes = (plain, None) if name == "line_items" else (None, plain)
    try:
        saved.version = correct_rows(
            visitor.house,
            visitor.organisation_id,
            document_id,
            actor=visitor.actor,
            expected_version=saved.version,
            line_items=lines,
            tax_breakdown=taxes,
            locale=spoken().tag,
        )
    except InvalidInput as mistake:
        saved.errors[name] = in_words(str(mistake))
