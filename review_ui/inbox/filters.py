"""The chips over the list: every group of states a clerk asks for, with how many documents are in it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from models.states import State
from review_ui.inbox.contexts import Chip

# What to do stands first. A mail or an archive that was taken apart is no document any more: those in it are, and a
# newsletter has none; so these stand in a list of their own. Several states are one chip where the difference does not
# matter to a clerk.
GROUPS: dict[str, tuple[str, frozenset[State]]] = {
    "": ("All documents", frozenset(State) - {State.UNPACKED}),
    "review": ("To review", frozenset({State.IN_REVIEW, State.READY})),
    "waiting": ("Waiting for you", frozenset({State.WAITING})),
    "reading": ("Being read", frozenset({State.RECEIVED, State.READING})),
    "problem": ("Problems", frozenset({State.FAILED, State.QUARANTINED})),
    "booked": ("Booked", frozenset({State.APPROVED, State.BOOKED, State.EXPORTED})),
    "rejected": ("Rejected", frozenset({State.REJECTED, State.DUPLICATE})),
    "unpacked": ("Mails and archives", frozenset({State.UNPACKED})),
}
ALWAYS_SHOWN = {"", "review", "booked"}


def states_of(group: str) -> tuple[State, ...]:
    """The states behind a chip, in the order of their life; empty for the whole list."""
    if not group or group not in GROUPS:
        return ()
    _, states = GROUPS[group]
    return tuple(state for state in State if state in states)


def left_out_of(group: str) -> State | None:
    """The state that the whole list leaves out; None behind every other chip, which names its states."""
    return None if states_of(group) else State.UNPACKED


def list_address(group: str, query: str) -> str:
    return "/?" + urlencode({"state": group, "q": query})


def make_chips(counts: Mapping[State, int], chosen: str, query: str) -> tuple[Chip, ...]:
    """The chips that hold anything, and those that are always there."""
    chips = []
    for group, (label, states) in GROUPS.items():
        count = sum(counts.get(state, 0) for state in states)
        if count or group in ALWAYS_SHOWN or group == chosen:
            chips.append(Chip(label, count, list_address(group, query), group == chosen))
    return tuple(chips)
