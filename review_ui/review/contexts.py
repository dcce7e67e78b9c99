"""What the review screen shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from models.invoice import Finding
from models.states import State
from models.terms import DocumentClass, Term
from review_ui.rendering import Page
from review_ui.review.certainty import ICONS, LABELS, Certainty
from storage.labels import LabelRow
from storage.letters import LetterRow
from storage.notes import Colleague, NoteRow
from storage.previews import Preview
from storage.rows import BookingRow, DocumentRow, PartRow
from storage.second_person import SecondPerson
from storage.undoing import LastDecision


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: `text` as it stands in the input, `hint` where it comes from, `error` why it was not accepted.

    `stored` is the value kept now, given only where `text` was typed and could not be stored.
    """

    term: Term
    text: str
    certainty: Certainty
    confidence: float | None = None
    hint: str = ""
    error: str = ""
    stored: str | None = None
    place: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.certainty]

    @property
    def icon(self) -> str:
        return ICONS[self.certainty]


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box on a page, in points; `key` is the field, or the row such as `line_items.0`."""

    key: str
    label: str
    certainty: Certainty
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of the document. `number` counts from 0; size in points."""

    number: int
    width: float
    height: float
    boxes: tuple[BoxView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One line or tax row: the cells as text, how sure it is, and its place on the pages."""

    cells: Mapping[str, str]
    certainty: Certainty | None = None
    place: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return LABELS[self.certainty] if self.certainty else ""

    @property
    def icon(self) -> str:
        return ICONS[self.certainty] if self.certainty else ""


@dataclass(frozen=True, slots=True)
class TableView:
    """Lines or tax rows. `name` is the key of PRODUCT's field table; the last row may be empty, to type into."""

    name: str
    title: str
    keys: tuple[str, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a mail or an archive, and the `document` that its bytes are; None when it was left out."""

    part: PartRow
    document: DocumentRow | None


@dataclass(frozen=True, slots=True)
class DoneView:
    """What this person just decided about a document, and the version by which that is taken back."""

    document_id: str
    words: str
    version: int | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What the panel says around a decision.

    `second` is what the rules say, `iban` the document's account; `is_mine`: the first approval is this person's.
    `undo` is what this person may take back here. `labels` are all of the organisation, `worn` those on the document.
    `beside` are the files of the same mail or archive. `may_write`: rejecting may tell the sender.
    """

    second: SecondPerson
    iban: str
    is_mine: bool
    undo: LastDecision | None
    notes: tuple[NoteRow, ...]
    colleagues: tuple[Colleague, ...]
    labels: tuple[LabelRow, ...]
    worn: tuple[LabelRow, ...]
    letters: tuple[LetterRow, ...]
    beside: tuple[PartView, ...]
    may_write: bool

    @property
    def open_questions(self) -> tuple[NoteRow, ...]:
        return tuple(note for note in self.notes if note.is_open)


@dataclass(frozen=True, slots=True)
class ReviewPage(Page):
    """One document for a person.

    `version` is the one shown, 0 before the first reading; a `preview` then says what the pages read so far say, and
    how many there are. `fields` are least sure first, required missing ones on
    top; `absent` are those that are not there and need not be. `editable`: this person may change this document
    now. `missing` names the required fields without a value. `previous_id` and `next_id` lead through what is to be
    reviewed. `message` and `trouble` say what was done and what was not; `booking` is the active one; `done` is what
    was decided about another document just before, `decision` what stands around the decision about this one;
    `reason` is why a person rejected this one; `contents` is what a
    mail or an archive held, or what is attached to a PDF; `document_class` says what the document is at all;
    `document`, `title` and `state` are those of the document, `pages` its pages, `tables` its rows, `findings` what
    the rules say; `can_undo` says that there is a correction to take back; `poll` is how often, in milliseconds, a
    page asks that waits. `raws` are the pages, from 0, that can be shown as they came, without boxes; with `raw` they
    are. `has_copy`: a searchable copy was made.
    """

    template: ClassVar[str] = "review/review.html"
    document: DocumentRow
    title: str
    state: State
    version: int
    preview: Preview | None
    pages: tuple[PageView, ...]
    fields: tuple[FieldView, ...]
    absent: tuple[FieldView, ...]
    tables: tuple[TableView, ...]
    findings: tuple[Finding, ...]
    document_class: DocumentClass
    missing: tuple[Term, ...]
    editable: bool
    can_undo: bool
    previous_id: str | None
    next_id: str | None
    booking: BookingRow | None
    contents: tuple[PartView, ...]
    decision: DecisionView
    done: DoneView | None = None
    message: str = ""
    trouble: str = ""
    reason: str = ""
    poll: int = 400
    raws: tuple[int, ...] = ()
    raw: bool = False
    has_copy: bool = False
