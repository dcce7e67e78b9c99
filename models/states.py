"""The states of a document and the ways between them."""

from enum import StrEnum


class State(StrEnum):
    """Where a document stands. Every change is a row with time, actor and cause."""

    RECEIVED = "received"
    READING = "reading"
    WAITING = "waiting"  # for a password, a scanner, a person's answer
    IN_REVIEW = "in_review"
    READY = "ready"
    APPROVED = "approved"
    BOOKED = "booked"
    EXPORTED = "exported"
    REJECTED = "rejected"
    FAILED = "failed"  # with a reason; may be retried
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"
    UNPACKED = "unpacked"  # a mail, an archive, what is split or taken apart: its documents stand by themselves


_NEXT: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {State.READING, State.FAILED, State.QUARANTINED, State.DUPLICATE, State.REJECTED, State.UNPACKED}
    ),
    State.READING: frozenset(
        {
            State.RECEIVED,
            State.WAITING,
            State.IN_REVIEW,
            State.READY,
            State.FAILED,
            State.QUARANTINED,
            State.DUPLICATE,
            State.UNPACKED,
        }
    ),
    State.WAITING: frozenset({State.RECEIVED, State.READING, State.REJECTED, State.DUPLICATE, State.UNPACKED}),
    State.IN_REVIEW: frozenset(
        {State.APPROVED, State.REJECTED, State.RECEIVED, State.READY, State.DUPLICATE, State.UNPACKED}
    ),
    State.READY: frozenset(
        {State.APPROVED, State.REJECTED, State.IN_REVIEW, State.RECEIVED, State.DUPLICATE, State.UNPACKED}
    ),
    State.APPROVED: frozenset({State.BOOKED, State.IN_REVIEW}),
    State.BOOKED: frozenset({State.EXPORTED, State.IN_REVIEW}),  # in review again: the booking was voided
    State.EXPORTED: frozenset({State.IN_REVIEW}),
    State.REJECTED: frozenset({State.IN_REVIEW, State.RECEIVED}),
    State.FAILED: frozenset({State.RECEIVED, State.REJECTED, State.DUPLICATE, State.UNPACKED}),
    State.QUARANTINED: frozenset({State.RECEIVED, State.REJECTED, State.DUPLICATE, State.UNPACKED}),
    State.DUPLICATE: frozenset({State.IN_REVIEW, State.RECEIVED, State.REJECTED}),
    State.UNPACKED: frozenset({State.RECEIVED, State.IN_REVIEW}),  # its parts were joined again
}


def may_change(before: State, after: State) -> bool:
    """Whether a document may go from one state to the other."""
    return after in _NEXT[before]
