"""Reviews: what a person decides about a document. Each change is a new version; none is lost.

`expected_version` is the version the person saw; StateConflict when there is a newer one.
"""

from collections.abc import Mapping, Sequence

from models.actors import Actor
from models.evidence import Evidence
from storage.house import House


def correct_fields(
    house: House,
    org_id: str,
    document_id: str,
    changes: Mapping[str, str | None],
    *,
    actor: Actor,
    expected_version: int,
    evidence: Mapping[str, Evidence] | None = None,
) -> int:
    """Set fields by key from text as typed; None or blank takes one away. The new version is returned.

    InvalidInput names the field whose text cannot be read; StateConflict when the document is not in review.
    """
    raise NotImplementedError


def correct_rows(
    house: House,
    org_id: str,
    document_id: str,
    *,
    actor: Actor,
    expected_version: int,
    line_items: Sequence[Mapping[str, str]] | None = None,
    tax_breakdown: Sequence[Mapping[str, str]] | None = None,
) -> int:
    """Replace the lines, the tax rows, or both, from cells as typed; None leaves them. The new version is returned."""
    raise NotImplementedError


def approve(house: House, org_id: str, document_id: str, *, actor: Actor, expected_version: int) -> str:
    """Approve and book; the id of the one active booking. Approving twice is approving once.

    NotReady names required fields that are missing.
    """
    raise NotImplementedError


def reject(house: House, org_id: str, document_id: str, *, actor: Actor, reason: str) -> None:
    """Reject with the person's reason."""
    raise NotImplementedError


def mark_duplicate(house: House, org_id: str, document_id: str, *, actor: Actor) -> None:
    """Set a document aside as a duplicate of another."""
    raise NotImplementedError


def reopen(house: House, org_id: str, document_id: str, *, actor: Actor) -> None:
    """Bring a rejected document or a duplicate back into review. Booked ones are voided instead."""
    raise NotImplementedError


def undo_correction(house: House, org_id: str, document_id: str, *, actor: Actor, expected_version: int) -> int:
    """Bring back the version before `expected_version`, with its evidence, as a new version, whose number is returned.

    Undoing again goes one further back. NotReady when only the first reading is left.
    """
    raise NotImplementedError
