"""What the screen of two documents beside each other shows."""

from dataclasses import dataclass
from typing import ClassVar

from review_ui.rendering import Page
from review_ui.review.contexts import PageView
from storage.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Compared:
    """A field or a row of both: its key, its label, and what each says, as text; empty where it says nothing."""

    key: str
    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. In its `pages` the frames of what differs look unsure, those of what is the same look sure."""

    document: DocumentRow
    title: str
    pages: tuple[PageView, ...]


@dataclass(frozen=True, slots=True)
class BesidePage(Page):
    """Two documents beside each other: both `sides`, and the `rows` of their fields, those first that differ.

    `different` is how many these are.
    """

    template: ClassVar[str] = "beside/beside.html"
    sides: tuple[Side, Side]
    rows: tuple[Compared, ...]
    different: int
