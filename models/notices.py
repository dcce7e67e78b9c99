"""What people are told of, who may be told of it, and how each chooses."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum


class Notice(StrEnum):
    """A kind of thing that somebody may want to know without looking."""

    TO_REVIEW = "to_review"  # told by mail only: on screen the inbox says it
    ASSIGNED = "assigned"
    ASKED = "asked"
    PASSWORD = "password"  # noqa: S105 - a document that waits for one
    FAILED = "failed"
    MAILBOX = "mailbox"
    DRIFT = "drift"


class Pace(StrEnum):
    """When what is to be told by mail goes out."""

    AT_ONCE = "at_once"
    DAILY = "daily"


ON_SCREEN = frozenset(Notice) - {Notice.TO_REVIEW}


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wants to work in one organisation. At first all is shown on screen, and nothing is mailed.

    `screen` and `mail` are what is told there; `single_keys` whether single letters are shortcuts; `seen` are the
    explanations of screens that were dismissed.
    """

    screen: frozenset[Notice] = ON_SCREEN
    mail: frozenset[Notice] = frozenset()
    pace: Pace = Pace.DAILY
    single_keys: bool = True
    seen: frozenset[str] = field(default=frozenset())


def written(words: Collection[str]) -> str:
    """Words as one text, in the same order each time.

    >>> written({Notice.MAILBOX, Notice.FAILED})
    'failed mailbox'
    """
    return " ".join(sorted(str(word) for word in words))


def parse_notices(text: str) -> frozenset[Notice]:
    """The inverse; kinds that are not known any more are left out.

    >>> sorted(parse_notices("failed mailbox weather"))
    [<Notice.FAILED: 'failed'>, <Notice.MAILBOX: 'mailbox'>]
    """
    known = set(Notice)
    return frozenset(Notice(word) for word in text.split() if word in known)
