"""Corrections: what a person typed becomes the next version, and the rules look at it again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput, NotReady, StateConflict
from models.evidence import Evidence, Witness
from models.invoice import FieldValue, Invoice
from models.rules import check_rules
from models.states import State
from models.tables.documents import DocumentTable
from models.tables.readings import SnapshotTable
from models.terms import DocumentClass, Term
from models.values import parse_value
from storage import audit
from storage.database import now
from storage.house import House
from storage.ledger import find_document
from storage.snapshots import open_snapshot, save_reading, written_fields
from storage.typed_rows import Cells, typed_lines, typed_taxes

EDITABLE = (State.IN_REVIEW, State.READY)


@dataclass(slots=True)
class _Edit:
    """A locked document, its newest reading, and who changes it."""

    session: Session
    document: DocumentTable
    invoice: Invoice
    actor: Actor


def correct_fields(
    house: House,
    org_id: str,
    document_id: str,
    changes: Mapping[str, str | None],
    *,
    actor: Actor,
    expected_version: int,
    evidence: Mapping[str, Evidence] | None = None,
    locale: str | None = None,
) -> int:
    """Set fields by key from text as typed; None or blank takes one away. The new version is returned.

    `locale` is that of whoever typed; a text with evidence was taken from the document, which has ways of its own.

    All are set or none: InvalidInput names the field whose text cannot be read. StateConflict when the document is
    not in review, or when there is a newer version than the one the person saw.
    """
    with _editing(house, org_id, document_id, actor, expected_version) as edit:
        fields = dict(edit.invoice.fields)
        for key, text in changes.items():
            term = _term(key)
            fields.pop(term, None)
            if text and text.strip():
                fields[term] = _typed(term, text, edit.invoice, (evidence or {}).get(key), locale)
        others = {term: _others(edit.invoice, term, fields.get(term)) for term in edit.invoice.alternatives}
        changed = replace(edit.invoice, fields=fields, alternatives=others, document_class=_class(edit.invoice, fields))
        return _save(edit, changed, event="fields_corrected", differences=_differences(edit.invoice, changed))


def correct_rows(
    house: House,
    org_id: str,
    document_id: str,
    *,
    actor: Actor,
    expected_version: int,
    line_items: Sequence[Cells] | None = None,
    tax_breakdown: Sequence[Cells] | None = None,
    locale: str | None = None,
) -> int:
    """Replace the lines, the tax rows, or both, from cells as typed; None leaves them. The new version is returned.

    InvalidInput names `line_items` or `tax_breakdown`; the rest as for fields.
    """
    with _editing(house, org_id, document_id, actor, expected_version) as edit:
        old = edit.invoice
        lines = old.line_items if line_items is None else typed_lines(line_items, old.line_items, locale)
        taxes = old.tax_breakdown if tax_breakdown is None else typed_taxes(tax_breakdown, old.tax_breakdown, locale)
        changed = replace(old, line_items=lines, tax_breakdown=taxes)
        return _save(edit, changed, event="rows_corrected", differences=(_written_rows(old), _written_rows(changed)))


def undo_correction(house: House, org_id: str, document_id: str, *, actor: Actor, expected_version: int) -> int:
    """Bring back the version before `expected_version`, with its evidence, as a new version, whose number is returned.

    Undoing again goes one further back. NotReady when only the first reading is left.
    """
    with _editing(house, org_id, document_id, actor, expected_version) as edit:
        target = _content_of(edit, expected_version) - 1
        if target < 1:
            raise NotReady("There is nothing left to undo.")
        target = _content_of(edit, target)
        earlier = open_snapshot(edit.session, org_id, document_id, target)
        saved = save_reading(edit.session, edit.document, earlier, origin="undo", actor=actor, restores=target)
        _record(edit, "correction_undone", _differences(edit.invoice, saved))
        return edit.document.version


@contextmanager
def _editing(house: House, org_id: str, document_id: str, actor: Actor, expected_version: int) -> Iterator[_Edit]:
    with house.session(write=True) as session:
        document = find_document(session, org_id, document_id, lock=True)
        if State(document.state) not in EDITABLE:
            raise StateConflict(f"This document is {document.state}, not in review; look at it again.")
        if document.version != expected_version:
            raise StateConflict("Somebody changed this document meanwhile; look at it again.")
        yield _Edit(session, document, open_snapshot(session, org_id, document_id, expected_version), actor)


def _save(edit: _Edit, changed: Invoice, *, event: str, differences: tuple[Any, Any]) -> int:
    """The changed reading with the findings of today's rules; those of others than the rules stay."""
    today = now(edit.session).date()
    of_rules = {finding.code for finding in check_rules(edit.invoice, today=today)}
    others = tuple(finding for finding in changed.findings if finding.code not in of_rules)
    changed = replace(changed, findings=(*check_rules(changed, today=today), *others))
    save_reading(edit.session, edit.document, changed, origin="correction", actor=edit.actor)
    _record(edit, event, differences)
    return edit.document.version


def _record(edit: _Edit, event: str, differences: tuple[Any, Any]) -> None:
    before, after = differences
    org_id, document_id = edit.document.organisation_id, edit.document.id
    audit.record(edit.session, org_id, event, actor=edit.actor, document_id=document_id, before=before, after=after)


def _typed(term: Term, text: str, invoice: Invoice, source: Evidence | None, locale: str | None) -> FieldValue:
    """The value of a typed text. What stood there already, typed again, is confirmed and keeps its evidence.

    One of the other values that the reading offers is known by its written form and its evidence.
    """
    before = invoice.fields.get(term)
    offered = [other for other in invoice.alternatives.get(term, ()) if other.evidence == source]
    known = next((each.value for each in (before, *offered) if each and text == _written(each)), None)
    value = known if known is not None else _parsed(term, text, None if source else locale)
    if source is not None:
        return FieldValue(term, value, 1.0, replace(source, witness=Witness.PERSON), "typed")
    if before and before.value == value:
        return replace(before, confidence=1.0, reason="confirmed")
    return FieldValue(term, value, 1.0, Evidence(Witness.PERSON, text.strip()), "typed")


def _others(invoice: Invoice, term: Term, chosen: FieldValue | None) -> tuple[FieldValue, ...]:
    """What a field may be beside what it is now: what it was before stands in the place of the one that was chosen."""
    others, before = invoice.alternatives[term], invoice.fields.get(term)
    if not chosen or not before or before.value == chosen.value:
        return others
    return tuple(before if other.value == chosen.value else other for other in others)


def _parsed(term: Term, text: str, locale: str | None) -> Any:
    try:
        return parse_value(term, text, locale=locale)
    except InvalidInput as mistake:
        raise InvalidInput(str(mistake), term.key) from None


def _written(field: FieldValue) -> str:
    return str(field.to_json()["value"])


def _term(key: str) -> Term:
    try:
        return Term(key)
    except ValueError:
        raise InvalidInput("There is no field of this name.", key) from None


def _class(invoice: Invoice, fields: Mapping[Term, FieldValue]) -> DocumentClass:
    """What the document is, once a person has said its type."""
    chosen = fields.get(Term.DOCUMENT_TYPE)
    return DocumentClass(str(chosen.value)) if chosen else invoice.document_class


def _differences(old: Invoice, new: Invoice) -> tuple[dict[str, str], dict[str, str]]:
    """The values that differ, before and after."""
    before, after = written_fields(old), written_fields(new)
    changed = {key for key in before | after if before.get(key) != after.get(key)}
    return _only(before, changed), _only(after, changed)


def _only(values: dict[str, str], keys: set[str]) -> dict[str, str]:
    return {key: text for key, text in values.items() if key in keys}


def _written_rows(invoice: Invoice) -> dict[str, list[dict[str, str]]]:
    lines, taxes = invoice.line_items, invoice.tax_breakdown
    return {"line_items": [row.plain() for row in lines], "tax_breakdown": [row.plain() for row in taxes]}


def _content_of(edit: _Edit, version: int) -> int:
    """The version whose content this one has: itself, or the one it brought back."""
    mine = and_(SnapshotTable.document_id == edit.document.id, SnapshotTable.version == version)
    own = SnapshotTable.organisation_id == edit.document.organisation_id
    return edit.session.scalar(select(SnapshotTable.restores).where(mine, own)) or version
