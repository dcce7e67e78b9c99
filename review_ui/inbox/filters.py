"""The chips over the list: every group of states a clerk asks for, with how many documents are in it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from models.states import State
from review_ui.inbox.contexts import Chip
from review_ui.languages.words import Words
from storage.paging import MOST_COUNTED

# What to do stands first. A mail or an archive that was taken apart is no document any more: those in it are, and a
# newsletter has none; so these stand in a list of their own. Several states are one chip where the difference does not
# matter to a clerk.
GROUPS: dict[str, frozenset[State]] = {
    "": frozenset(State) - {State.UNPACKED},
    "review": frozenset({State.IN_REVIEW, State.READY}),
    "waiting": frozenset({State.WAITING}),
    "reading": frozenset({State.RECEIVED, State.READING}),
    "problem": frozenset({State.FAILED, State.QUARANTINED}),
    "booked": frozenset({State.APPROVED, State.BOOKED, State.EXPORTED}),
    "rejected": frozenset({State.REJECTED, State.DUPLICATE}),
    "unpacked": frozenset({State.UNPACKED}),
}
LABELS: Words[str] = Words(
    {
        "": "All documents",
        "review": "To review",
        "waiting": "Waiting for you",
        "reading": "Being read",
        "problem": "Problems",
        "booked": "Booked",
        "rejected": "Rejected",
        "unpacked": "Mails and archives",
    }
)
ALWAYS_SHOWN = {"", "review", "booked"}


def states_of(group: str) -> tuple[State, ...]:
    """The states behind a chip, in the order of their life; empty for the whole list."""
    if not group or group not in GROUPS:
        return ()
    return tuple(state for state in State if state in GROUPS[group])


def left_out_of(group: str) -> State | None:
    """The state that the whole list leaves out; None behind every other chip, which names its states."""
    return None if states_of(group) else State.UNPACKED


def list_address(group: str, query: str) -> str:
    return "/?" + urlencode({"state": group, "q": query})


def make_chips(counts: Mapping[State, int], chosen: str, query: str) -> tuple[Chip, ...]:
    """The chips that hold anything, and those that are always there."""
    chips = []
    for group, states in GROUPS.items():
        counted = [counts.get(state, 0) for state in states]
        count, more = sum(min(each, MOST_COUNTED) for each in counted), any(each > MOST_COUNTED for each in counted)
        if count or group in ALWAYS_SHOWN or group == chosen:
            chips.append(Chip(LABELS[group], count, list_address(group, query), group == chosen, more))
    return tuple(chips)
