"""What the steps of a capture work with: the house, the reader, and the claim of the document at hand.

Prefect wants the parameters of flows as JSON and looks through those of tasks; handles travel beside them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from extractors.sandbox import Reader
from storage.house import House
from storage.rows import Claim


@dataclass(frozen=True, slots=True)
class Work:
    """One document in hand. Every write names the claim.

    `clamav` is the address of clamd, empty when none is asked; `copies`: searchable copies are kept.
    """

    house: House
    reader: Reader
    claim: Claim
    clamav: str = ""
    copies: bool = False


_AT_HAND: ContextVar[Work] = ContextVar("work")


def current_work() -> Work:
    """The document at hand; LookupError outside of `working_on`."""
    return _AT_HAND.get()


@contextmanager
def working_on(work: Work) -> Iterator[Work]:
    """Everything called inside, tasks too, has `work` at hand."""
    token = _AT_HAND.set(work)
    try:
        yield work
    finally:
        _AT_HAND.reset(token)
