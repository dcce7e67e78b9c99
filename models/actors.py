"""Who did something: a person, the system itself, or an API user. Every change of state and audit row names one."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["user", "system", "api"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is a user's or token's id, or a part of the system such as `capture`; `label` is what people see.

    `session_id` and `address` are those of the request; None when there was none.

    >>> Actor.system("capture").label
    'capture'
    """

    kind: ActorKind
    id: str
    label: str
    session_id: str | None = None
    address: str | None = None

    @classmethod
    def system(cls, part: str) -> "Actor":
        """The part of the system that acts by itself."""
        return cls("system", part, part)
