"""A mail that goes out: to one address, plain text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """What is sent to whom."""

    recipient: str
    subject: str
    text: str
