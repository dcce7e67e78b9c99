"""Taking back the last decision about a document, by the person who made it: approval, rejection, setting aside.

An approval can be taken back until its booking is exported; after that it is voided with a reason (`bookings`).
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotAllowed, NotReady, StateConflict
from models.states import State
from models.tables.documents import DocumentTable, StateChangeTable
from models.tables.readings import BookingTable
from storage import assessments, audit, ledger
from storage.bookings import void
from storage.decisions import active_booking, bring_back
from storage.house import House
from storage.second_person import find_first, forget_first


class Taken(StrEnum):
    """What was, or can be, taken back."""

    APPROVAL = "approval"
    FIRST_APPROVAL = "first_approval"
    REJECTION = "rejection"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What the acting person may take back, and the version that it was about."""

    kind: Taken
    version: int


_SET_ASIDE = {State.REJECTED: Taken.REJECTION, State.DUPLICATE: Taken.DUPLICATE}
_CAUSES = {state.value for state in _SET_ASIDE}
OTHERS = "Another person decided this; only they can take it back."


def take_back(house: House, org_id: str, document_id: str, *, actor: Actor, expected_version: int) -> Taken:
    """Take back the last decision, on the record; the document is in review again. What it was is returned.

    NotReady when there is none, NotAllowed when another person made it, StateConflict when the booking was exported or
    the document is of another version.
    """
    with house.session(write=True) as session:
        document = ledger.find_document(session, org_id, document_id, lock=True)
        booking = active_booking(session, org_id, document_id)
        if (booking.version if booking else document.version) != expected_version:
            raise StateConflict("Somebody changed this document meanwhile; look at it again.")
        if booking is not None:
            return _approval(session, document, booking, actor)
        if State(document.state) in _SET_ASIDE:
            return _set_aside(session, document, actor)
        return _first_approval(session, document, actor)


def last_decision(house: House, org_id: str, document_id: str, *, actor: Actor) -> LastDecision | None:
    """What this person may take back now; None when there is nothing. NotFound when there is no such document."""
    with house.session() as session:
        document = ledger.find_document(session, org_id, document_id)
        state = State(document.state)
        if state is State.BOOKED:
            booking = active_booking(session, org_id, document_id)
            mine = booking is not None and booking.booked_by == actor.id
            return LastDecision(Taken.APPROVAL, booking.version) if booking and mine else None
        if state in _SET_ASIDE:
            mine = _decided_by(session, document) == actor.id
            return LastDecision(_SET_ASIDE[state], document.version) if mine else None
        first = find_first(session, document)
        mine = first is not None and first.actor_id == actor.id
        return LastDecision(Taken.FIRST_APPROVAL, document.version) if mine else None


def _approval(session: Session, document: DocumentTable, booking: BookingTable, actor: Actor) -> Taken:
    if document.state != State.BOOKED:
        raise StateConflict("The booking is exported already; void it with a reason.")
    _require_own(booking.booked_by, actor)
    void(session, document, booking, actor=actor, event="approval_taken_back")
    assessments.forget_approval(session, document, booking)
    return Taken.APPROVAL


def _set_aside(session: Session, document: DocumentTable, actor: Actor) -> Taken:
    _require_own(_decided_by(session, document), actor)
    state, decided_at = State(document.state), document.changed_at
    kind = _SET_ASIDE[state]
    bring_back(session, document, actor=actor, cause=f"{kind}_taken_back", event=f"{kind}_taken_back")
    assessments.forget_refusal(session, document, decided_at, state.value)
    return kind


def _first_approval(session: Session, document: DocumentTable, actor: Actor) -> Taken:
    first = find_first(session, document)
    if first is None:
        raise NotReady("There is nothing left to undo.")
    _require_own(first.actor_id, actor)
    forget_first(session, document)
    org_id = document.organisation_id
    audit.record(session, org_id, "first_approval_taken_back", actor=actor, document_id=document.id)
    return Taken.FIRST_APPROVAL


def _decided_by(session: Session, document: DocumentTable) -> str | None:
    """Who rejected the document or set it aside; None where it came there otherwise, as joined parts."""
    own = StateChangeTable.document_id == document.id
    mine = select(StateChangeTable.actor_id, StateChangeTable.cause).where(
        StateChangeTable.organisation_id == document.organisation_id, own
    )
    found = session.execute(mine.order_by(StateChangeTable.at.desc(), StateChangeTable.id.desc()).limit(1)).first()
    return found.actor_id if found and found.cause in _CAUSES else None


def _require_own(decided_by: str | None, actor: Actor) -> None:
    if decided_by != actor.id:
        raise NotAllowed(OTHERS)
