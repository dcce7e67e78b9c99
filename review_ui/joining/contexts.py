"""What the screen shows on which documents are joined to one."""

from dataclasses import dataclass
from typing import ClassVar

from review_ui.rendering import Page
from storage.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class JoinPage(Page):
    """The documents that are to become one (`chosen`), in their order; at most `most`.

    `others` are those in review that may be added, the newest, or what the search `query` finds. `moved` is the id of
    the one that was just moved, `trouble` says why they were not joined, `back` leads to where the person came from.
    """

    template: ClassVar[str] = "joining/joining.html"
    chosen: tuple[DocumentRow, ...]
    others: tuple[DocumentRow, ...]
    query: str
    moved: str
    trouble: str
    back: str
    most: int
