"""What notices say on the screen, and what their kinds are called where people choose."""

from models.notices import Notice, Pace
from review_ui.languages.words import Words

SAID: Words[Notice] = Words(
    {
        Notice.TO_REVIEW: "Documents wait for review.",
        Notice.ASSIGNED: "This document was assigned to you.",
        Notice.ASKED: "You were asked about this document.",
        Notice.PASSWORD: "This document waits for its password.",
        Notice.FAILED: "This document could not be read.",
        Notice.MAILBOX: "This mailbox has not been looked through for a while.",
        Notice.DRIFT: "Booking unseen was switched off: too many documents were not as expected. All are reviewed "
        "until an administrator switches it on again.",
    }
)
KINDS: Words[Notice] = Words(
    {
        Notice.TO_REVIEW: "Documents wait for review",
        Notice.ASSIGNED: "A document is assigned to me",
        Notice.ASKED: "I am asked about a document",
        Notice.PASSWORD: "A document needs a password",
        Notice.FAILED: "A document could not be read",
        Notice.MAILBOX: "A mailbox stopped",
        Notice.DRIFT: "Booking unseen was switched off by itself",
    }
)
ICONS = {
    Notice.TO_REVIEW: "eye",
    Notice.ASSIGNED: "person",
    Notice.ASKED: "question",
    Notice.PASSWORD: "key",
    Notice.FAILED: "alert",
    Notice.MAILBOX: "mail",
    Notice.DRIFT: "book",
}
PACES: Words[Pace] = Words({Pace.AT_ONCE: "At once", Pace.DAILY: "Once a day, in the morning"})
