"""What somebody who handed a file in can do when it was not received, or not read."""

from models.errors import DamagedDocument, EmptyDocument, LimitExceeded, MalwareFound, PasswordNeeded, UnsupportedKind
from models.states import State
from review_ui.languages.speech import gettext
from review_ui.languages.words import Words
from storage.handed_in import HandedIn

BY_CODE: Words[str] = Words(
    {
        UnsupportedKind.code: "Save or print it as a PDF, or take a photo of it, and send that.",
        EmptyDocument.code: "Check the file where it came from, and send it again.",
        DamagedDocument.code: "Ask the sender for it once more, or open it yourself and print it to a PDF.",
        MalwareFound.code: "Nobody can open it here. Tell the sender.",
        LimitExceeded.code: "Split it, or scan it with fewer dots per inch, and send the parts.",
        PasswordNeeded.code: "Open it and type the password, or send it without one.",
    }
)
BY_STATE: Words[State] = Words(
    {
        State.RECEIVED: "It waits to be read.",
        State.READING: "It is being read.",
        State.IN_REVIEW: "It was read, and waits for review.",
        State.READY: "It was read, and waits for approval.",
        State.APPROVED: "It was approved.",
        State.BOOKED: "It was booked.",
        State.EXPORTED: "It was booked and exported.",
        State.REJECTED: "It was rejected.",
        State.DUPLICATE: "It was set aside: as a duplicate, or as a part of another document.",
        State.UNPACKED: "It was taken apart; the documents in it are read by themselves.",
    }
)
IN_WORK = frozenset({State.RECEIVED, State.READING})


def advice_of(row: HandedIn) -> str:
    """What to do about a file that was handed in; empty when there is nothing to do."""
    if row.state in {State.QUARANTINED, State.WAITING}:
        return BY_CODE.get(row.error_code or "", "")
    if row.state is State.FAILED:
        return gettext("It is kept. Somebody who reviews can have it read again.")
    return ""


def standing_of(row: HandedIn) -> str:
    """What became of a file so far, where nothing went wrong; empty where an error says it."""
    return BY_STATE.get(row.state, "")
