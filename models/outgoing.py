"""Mails that go out, to one address, in plain text: notices to people, and letters to senders about their documents.

Source: RFC 5322 (message format), RFC 5321 (addresses and their lengths).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.errors import InvalidInput

LONGEST_SUBJECT, LONGEST_BODY, LONGEST_ADDRESS = 200, 5000, 254
_ADDRESS = re.compile(r"[^@\s<>,;:\"\\()\[\]]{1,64}@[^@\s<>,;:\"\\()\[\]]{1,189}")


class MailStatus(StrEnum):
    """How far a mail is."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # refused for good, or tried too often
    RECALLED = "recalled"  # taken back before it went out


@dataclass(frozen=True, slots=True)
class Mail:
    """What is sent to whom. `answers` is the Message-ID of the mail that this one answers, or empty."""

    address: str
    subject: str
    body: str
    answers: str = ""

    def check(self) -> None:
        """InvalidInput names what cannot be sent."""
        if not is_address(self.address):
            raise InvalidInput("This is no address that a mail can be sent to.", "address")
        if not self.subject.strip() or not self.subject.isprintable() or len(self.subject) > LONGEST_SUBJECT:
            raise InvalidInput("A subject is one line of up to 200 characters.", "subject")
        if not self.body.strip() or len(self.body) > LONGEST_BODY:
            raise InvalidInput("Write a message of up to 5,000 characters.", "body")


def is_address(text: str) -> bool:
    r"""Whether a mail can be sent to it; one plain address only, so that no header takes more from it.

    >>> is_address("ana@example.com"), is_address("ana@example.com, bob@example.com"), is_address("a@b\nBcc: c@d")
    (True, False, False)
    """
    return len(text) <= LONGEST_ADDRESS and text.isprintable() and _ADDRESS.fullmatch(text) is not None
