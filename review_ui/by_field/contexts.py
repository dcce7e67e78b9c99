"""What the page of one field over many documents shows."""

from dataclasses import dataclass
from typing import ClassVar

from models.states import State
from models.terms import Term
from review_ui.inbox.contexts import Chip
from review_ui.rendering import Page
from review_ui.review.contexts import FieldView, Frame
from storage.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of page `number`, as screens count: its picture's `address`, its size in points, and the `frame` in it.

    A whole page has neither size nor frame.
    """

    number: int
    address: str
    width: float = 0.0
    height: float = 0.0
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """One document with its field. `part` is None where there is no page to see.

    `answered`: the field was just confirmed or corrected, and that can be taken back; then `settled` says that no field
    of this document is doubted any more. `trouble` says why an answer was not taken, `held` who has the document open.
    `free`: this person may answer now. `after` is where the list begins in which it stands, `ahead` the row below it.
    """

    document: DocumentRow
    field: FieldView
    version: int
    part: PartView | None
    answered: bool = False
    settled: bool = False
    trouble: str = ""
    held: str = ""
    after: str = ""
    ahead: str = ""

    @property
    def name(self) -> str:
        return self.document.seller_name or self.document.name

    @property
    def free(self) -> bool:
        return not self.held and not self.answered and self.document.state in {State.IN_REVIEW, State.READY}

    @property
    def stamp(self) -> str:
        """Changes with whatever this row would have to be shown anew for."""
        return f"{self.version} {self.held}"


@dataclass(frozen=True, slots=True)
class AnswerPart(Page):
    """What a script gets for an answer about `term`: the `row` anew, and the head with its counts.

    `chips` are all fields with their counts; `settled` is how many documents have no field that is doubted.
    """

    template: ClassVar[str] = "by_field/_answer.html"
    term: Term
    row: RowView
    chips: tuple[Chip, ...]
    settled: int


@dataclass(frozen=True, slots=True)
class ByFieldPage(Page):
    """Documents in which the field of `term` is missing or unsure.

    `rows` are some of them; `chips` all fields with their counts; `settled` how many documents have no such field.
    `address` is that of these rows, which begin behind the document `after`, `onward` of the next ones, or empty;
    `done` is what was just answered without a script. `mark` stands for all that the page knows: what changed since is
    told to it.
    """

    template: ClassVar[str] = "by_field/by_field.html"
    term: Term
    rows: tuple[RowView, ...]
    chips: tuple[Chip, ...]
    settled: int
    address: str
    onward: str = ""
    after: str = ""
    done: RowView | None = None
    mark: str = ""
