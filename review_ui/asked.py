"""What the address of a list asks for, read once."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

MAX_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """`q` is the search, `state` the chosen filter, `page` counts from 1, `done` names what was just done.

    `decided` is the document that was decided about just before.
    """

    q: str = ""
    state: str = ""
    page: int = 1
    done: str = ""
    decided: str = ""

    @property
    def query(self) -> str:
        return self.q.strip()

    @property
    def page_number(self) -> int:
        """At least the first page, at most one that a database can count to."""
        return min(max(1, self.page), MAX_PAGE)


TheAsked = Annotated[Asked, Depends()]
