"""What became of each part of a mail, an archive or a stack of invoices."""

from enum import StrEnum


class PartOutcome(StrEnum):
    """`ignored` parts are none that anybody sends as an invoice; `refused` ones may be, and cannot be read.

    A `source` was a document before the one that it is part of: they were joined.
    """

    DOCUMENT = "document"
    DUPLICATE = "duplicate"  # the same bytes were here before
    IGNORED = "ignored"
    REFUSED = "refused"
    SOURCE = "source"


NO_DOCUMENT = frozenset(
    {"between_documents", "calendar", "contact", "empty", "inline_image", "report", "signature", "text"}
)


def outcome_of(reason: str) -> PartOutcome:
    """The outcome of a part that was left out for `reason`.

    >>> outcome_of("signature").value, outcome_of("encrypted").value
    ('ignored', 'refused')
    """
    return PartOutcome.IGNORED if reason in NO_DOCUMENT else PartOutcome.REFUSED
