"""The chips over the list: every group of states a clerk asks for, with how many documents are in it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from models.states import State
from review_ui.inbox.contexts import Chip

# What to do stands first. Several states are one chip where the difference does not matter to a clerk.
GROUPS: dict[str, tuple[str, frozenset[State]]] = {
    "": ("All", frozenset()),
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
    """The states behind a chip, in the order of their life; empty for all."""
    _, states = GROUPS.get(group, GROUPS[""])
    return tuple(state for state in State if state in states)


def list_address(group: str, query: str) -> str:
    return "/?" + urlencode({"state": group, "q": query})


def make_chips(counts: Mapping[State, int], chosen: str, query: str) -> tuple[Chip, ...]:
    """The chips that hold anything, and those that are always there."""
    chips = []
    for group, (label, states) in GROUPS.items():
        count = sum(counts.get(state, 0) for state in (states or State))
        if count or group in ALWAYS_SHOWN or group == chosen:
            chips.append(Chip(label, count, list_address(group, query), group == chosen))
    return tuple(chips)
